import { type Platform, systemActor, transact } from '#kit/transact';
import { pushLeaseMs } from './grafanaTarget.task.ts';

/** A target that this worker holds until `lease`. */
export type TakenTarget = { id: string; url: string; token: string; folderUid: string; datasourceUid: string; failures: number; lease: Date };

/** Takes a target that is due under a lease, so that of several workers one pushes; null when there is nothing to do. A worker that is killed leaves it due. */
export function takeGrafanaTarget(platform: Platform, tenantId: string, targetId: string): Promise<TakenTarget | null> {
  return transact(platform, systemActor(tenantId), async ({ db, now }) => {
    const lease = new Date(now.getTime() + pushLeaseMs);
    const [taken] = await db.$queryRaw<Omit<TakenTarget, 'lease'>[]>`
      UPDATE grafana_target SET lease_until = ${lease}, next_push_at = ${lease}, attempted_at = ${now}
      WHERE id = (
        SELECT id FROM grafana_target
        WHERE tenant_id = ${tenantId}::uuid AND id = ${targetId}::uuid AND enabled AND next_push_at <= ${now} AND (lease_until IS NULL OR lease_until <= ${now})
        FOR UPDATE SKIP LOCKED
      ) AND tenant_id = ${tenantId}::uuid
      RETURNING id, url, token, folder_uid AS "folderUid", datasource_uid AS "datasourceUid", failures`;
    return taken ? { ...taken, lease } : null;
  });
}
