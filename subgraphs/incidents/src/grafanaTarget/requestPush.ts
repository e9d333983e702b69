import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import type { GrafanaTarget } from '#prisma/generated/client';
import { pushRulesTask } from './grafanaTarget.task.ts';
import { lockGrafanaTarget } from './lockGrafanaTarget.ts';

/** Makes a Grafana due now, which also undoes what was changed there by hand. What comes of it is in its `push`, within moments. */
export async function requestPush(platform: Platform, actor: Actor, id: string): Promise<GrafanaTarget> {
  return transact(platform, actor, async ({ db, now, audit, enqueue }) => {
    const { tenantId, name, enabled } = await lockGrafanaTarget(db, id);
    if (!enabled) throw new AppError('CONFLICT', `"${name}" is switched off; switch it on first.`);
    const target = await db.grafanaTarget.update({ where: { tenantId_id: { tenantId, id } }, data: { nextPushAt: now, failures: 0 } });
    audit({ action: 'grafanaTarget.pushRequested', subject: { kind: 'GrafanaTarget', id } });
    enqueue(pushRulesTask, { targetId: id });
    return target;
  });
}
