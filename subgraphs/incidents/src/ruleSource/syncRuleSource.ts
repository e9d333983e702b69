import type { Job } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import type { IncidentsPlatform } from '../context.ts';
import { askSource } from './askSource.ts';
import { type Credentials, openCredentials } from './credentials.ts';
import type { RulesRead } from './readRulesAnswer.ts';
import { syncTimeoutMs } from './ruleSource.task.ts';
import { storeRules } from './storeRules.ts';
import { type TakenSource, takeRuleSource } from './takeRuleSource.ts';

/**
 * One sync of one source that is due: take it, ask it, store what it says. Rules stay as they are when it does not answer. The result of a worker
 * whose lease ran out is dropped: another has asked since.
 */
export async function syncRuleSource(platform: IncidentsPlatform, { tenantId, payload, signal }: Job<{ sourceId: string }>): Promise<void> {
  const taken = await takeRuleSource(platform, tenantId, payload.sourceId);
  if (taken === null) return;
  const read = await readSource(platform, taken, signal);
  await transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    const { count } = await db.ruleSource.updateMany({
      where: { id: taken.id, leaseUntil: taken.lease },
      data: { leaseUntil: null, outcome: read.reason, detail: detailOf(read), ...(read.reason === 'synced' && { syncedAt: now }) },
    });
    if (count === 1 && read.reason === 'synced') await storeRules(unit, taken.id, read.rules);
  });
}

function readSource({ outbound, secretKey }: IncidentsPlatform, taken: TakenSource, signal: AbortSignal): Promise<RulesRead> | RulesRead {
  let credentials: Credentials;
  try {
    credentials = openCredentials(taken.credentials, secretKey);
  } catch {
    return { reason: 'secret_unreadable', detail: 'Its credentials were stored with another SECRET_KEY; give them again.' };
  }
  return askSource(outbound, taken.url, credentials, syncTimeoutMs, signal);
}

function detailOf(read: RulesRead): string | null {
  if (read.reason !== 'synced') return read.detail;
  return read.unread > 0 ? `${read.unread} of its rules have no form that is known and were left out.` : null;
}
