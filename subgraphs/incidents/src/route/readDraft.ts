import type { IncidentsDb } from '../context.ts';
import { growDraft, type RouteRow } from './growDraft.ts';
import type { RouteDraft } from './routeDraft.ts';

/** The tree that is live, as people write it, and its version: 0 and undefined before there is one. */
export async function readDraft(db: IncidentsDb): Promise<{ version: number; draft: RouteDraft | undefined }> {
  const { _max } = await db.routeVersion.aggregate({ _max: { version: true } });
  return { version: _max.version ?? 0, draft: growDraft(await readRows(db)) };
}

/** The nodes of the live tree. */
export function readRows(db: IncidentsDb): Promise<RouteRow[]> {
  return db.route.findMany({ where: { archivedAt: null }, omit: { tenantId: true, createdAt: true, archivedAt: true } });
}
