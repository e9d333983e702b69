import type { IncidentsUnit } from '../context.ts';
import { plantRoutes, type RouteNode } from './plantRoutes.ts';
import { readDraft } from './readDraft.ts';
import { routeDraft } from './routeDraft.ts';
import { lockTree, writeTree } from './writeTree.ts';

/** As Alertmanager's documentation has it: one incident per kind of alert, announced when it has gathered for 30 s. */
export const standardRoot = routeDraft.parse({ name: 'default', groupBy: ['alertname'], groupWaitMs: 30_000 });

/** The first tree of a tenant: a root that takes every alert; made on first need, unless somebody has just saved one. */
export async function plantRoot({ db, now, audit }: IncidentsUnit, tenantId: string): Promise<RouteNode> {
  await lockTree(db, tenantId);
  const { version, draft } = await readDraft(db);
  if (draft) return plantRoutes(draft);
  const tree = await writeTree(db, tenantId, { version: version + 1, draft: standardRoot, note: null, actorId: null }, now);
  audit({ action: 'routes.saved', subject: { kind: 'Routes', id: tenantId }, after: { version: version + 1, added: [standardRoot.name] } });
  return plantRoutes(tree);
}
