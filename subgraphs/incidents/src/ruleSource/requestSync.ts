import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { RuleSource } from '#prisma/generated/client';
import type { IncidentsPlatform } from '../context.ts';
import { lockRuleSource } from './lockRuleSource.ts';
import { syncRuleSourceTask } from './ruleSource.task.ts';

/** Makes a source due now. What comes of it is in its `sync`, within moments. */
export async function requestSync(platform: IncidentsPlatform, actor: Actor, id: string): Promise<RuleSource> {
  return transact(platform, actor, async ({ db, now, audit, enqueue }) => {
    const { tenantId, name, kind, enabled } = await lockRuleSource(db, id);
    if (kind !== 'PROMETHEUS') throw new AppError('BAD_USER_INPUT', `"${name}" is not asked for its rules.`);
    if (!enabled) throw new AppError('CONFLICT', `"${name}" is switched off; switch it on first.`);
    const source = await db.ruleSource.update({ where: { tenantId_id: { tenantId, id } }, data: { nextSyncAt: now } });
    audit({ action: 'ruleSource.syncRequested', subject: { kind: 'RuleSource', id } });
    enqueue(syncRuleSourceTask, { sourceId: id });
    return source;
  });
}
