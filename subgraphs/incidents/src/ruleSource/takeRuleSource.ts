import { type Platform, systemActor, transact } from '#kit/transact';
import { syncLeaseMs } from './ruleSource.task.ts';

/** A source that this worker holds until `lease`. */
export type TakenSource = { id: string; url: string; credentials: string | null; lease: Date };

/** Takes a source that is due under a lease, so that of several workers one asks it; null when there is nothing to do. It is due again after its interval. */
export function takeRuleSource(platform: Platform, tenantId: string, sourceId: string): Promise<TakenSource | null> {
  return transact(platform, systemActor(tenantId), async ({ db, now }) => {
    const lease = new Date(now.getTime() + syncLeaseMs);
    const [taken] = await db.$queryRaw<{ id: string; url: string; credentials: string | null }[]>`
      UPDATE rule_source SET lease_until = ${lease}, attempted_at = ${now}, next_sync_at = ${now}::timestamptz + interval_s * interval '1 second'
      WHERE id = (
        SELECT id FROM rule_source
        WHERE tenant_id = ${tenantId}::uuid AND id = ${sourceId}::uuid AND enabled AND url IS NOT NULL AND next_sync_at <= ${now}
          AND (lease_until IS NULL OR lease_until <= ${now})
        FOR UPDATE SKIP LOCKED
      ) AND tenant_id = ${tenantId}::uuid
      RETURNING id, url, credentials`;
    return taken ? { ...taken, lease } : null;
  });
}
