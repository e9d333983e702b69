import { type Actor, type Platform, transact } from '#kit/transact';
import { lockGrafanaTarget } from './lockGrafanaTarget.ts';

/** Forgets a Grafana. The rules that it has stay there: taking alerting away is for whoever runs it to decide. */
export async function deleteGrafanaTarget(platform: Platform, actor: Actor, id: string): Promise<{ id: string }> {
  return transact(platform, actor, async ({ db, audit }) => {
    const { tenantId, name, url } = await lockGrafanaTarget(db, id);
    await db.grafanaTarget.delete({ where: { tenantId_id: { tenantId, id } } });
    audit({ action: 'grafanaTarget.deleted', subject: { kind: 'GrafanaTarget', id }, before: { name, url } });
    return { id };
  });
}
