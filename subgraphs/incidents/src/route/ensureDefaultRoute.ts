import type { Route } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';

/** As Alertmanager's documentation has it: one incident per kind of alert, announced when it has gathered for 30 s. */
const standard = { name: 'default', groupBy: ['alertname'], groupWaitMs: 30_000 };

/** The root of a tenant's routes, which every alert matches; made on first need. Called under the intake's lock, so two cannot be made. */
export async function ensureDefaultRoute({ db, audit }: IncidentsUnit): Promise<Route> {
  const root = await db.route.findFirst({ where: { parentId: null, archivedAt: null } });
  if (root) return root;
  const route = await db.route.create({ data: standard });
  audit({ action: 'route.created', subject: { kind: 'Route', id: route.id }, after: standard });
  return route;
}
