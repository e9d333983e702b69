import type { Route } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';

/** As Alertmanager's documentation has it: one incident per kind of alert, announced when it has gathered for 30 s. */
const standard = { name: 'default', groupBy: ['alertname'], groupWaitMs: 30_000 };

/** The route that groups a tenant's alerts: its oldest, made on first need. Called under the intake's lock, so two cannot be made. */
export async function ensureDefaultRoute({ db, audit }: IncidentsUnit): Promise<Route> {
  const oldest = await db.route.findFirst({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  if (oldest) return oldest;
  const route = await db.route.create({ data: standard });
  audit({ action: 'route.created', subject: { kind: 'Route', id: route.id }, after: standard });
  return route;
}
