import type { IncidentsUnit } from '../context.ts';
import { growDraft } from './growDraft.ts';
import { listNodes, plantRoutes, type RouteNode } from './plantRoutes.ts';
import { plantRoot } from './plantRoot.ts';
import { readRows } from './readDraft.ts';

/** The tenant's tree with what else decides on an alert's way. */
export type RouteTree = {
  version: number;
  root: RouteNode;
  /** Its nodes by id. */
  byId: ReadonlyMap<string, RouteNode>;
  /** Teams of integrations that have one, by the integration's id. */
  ownerOf: ReadonlyMap<string, string>;
};

type Planted = Omit<RouteTree, 'ownerOf'>;

/** Trees by tenant. A tree is the same for as long as its version is, so it is read once a process. */
const planted = new Map<string, Planted>();
const mostPlanted = 500;

/** The tree as committed: one statement for its version, and a second when that is not the one in memory. A tenant's first need plants the root. */
export async function readTree(unit: IncidentsUnit, tenantId: string): Promise<RouteTree> {
  const { db } = unit;
  const [state] = await db.$queryRaw<{ version: number; owners: Record<string, string> | null }[]>`
    SELECT
      (SELECT coalesce(max(version), 0) FROM route_version WHERE tenant_id = ${tenantId}::uuid)::int AS version,
      (SELECT jsonb_object_agg(id, owner_team_id) FROM integration WHERE tenant_id = ${tenantId}::uuid AND owner_team_id IS NOT NULL) AS owners`;
  const ownerOf = new Map(Object.entries(state?.owners ?? {}));
  const version = state?.version ?? 0;
  const known = planted.get(tenantId);
  if (known?.version === version) return { ...known, ownerOf };

  const draft = growDraft(await readRows(db));
  // Not remembered: it is not committed yet.
  if (!draft) return { ...index(version, await plantRoot(unit, tenantId)), ownerOf };
  // A tree that is saved at this moment may be remembered under the version before it; that version never comes back, so it is read again.
  const tree = index(version, plantRoutes(draft));
  remember(tenantId, tree);
  return { ...tree, ownerOf };
}

function index(version: number, root: RouteNode): Planted {
  return { version, root, byId: new Map(listNodes(root).map((node) => [node.id, node])) };
}

function remember(tenantId: string, tree: Planted): void {
  planted.delete(tenantId);
  if (planted.size >= mostPlanted) planted.delete(planted.keys().next().value ?? '');
  planted.set(tenantId, tree);
}
