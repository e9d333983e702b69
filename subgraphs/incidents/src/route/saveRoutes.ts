import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { z } from 'zod';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { setClock } from '../quiet/markQuiet.ts';
import { requireDraft } from './checkDraft.ts';
import { compareTrees } from './compareTrees.ts';
import { readDraft } from './readDraft.ts';
import type { RouteDraft, RouteDraftInput } from './routeDraft.ts';
import { lockTree, writeTree } from './writeTree.ts';

const noteShape = z.string().trim().max(2_000).nullable();

export type Saving = {
  tree: RouteDraftInput;
  /** The version that the draft was made from; null when there must be no tree yet. */
  expectedVersion: number | null;
  note?: string | null;
};

/**
 * Puts a draft in the place of the live tree, and keeps it as a version. CONFLICT when somebody else saved since the draft was begun, BAD_USER_INPUT
 * with the nodes that make no sense, NOT_FOUND for the id of a node that never was. Alerts that come from now on take the new way; open incidents stay as they are.
 */
export async function saveRoutes(platform: Platform, actor: Actor, saving: Saving): Promise<{ version: number; tree: RouteDraft }> {
  return transact(platform, actor, (unit) => putRoutes(unit, actor, saving));
}

/** The same within a transaction. */
export async function putRoutes(unit: IncidentsUnit, { tenantId, personId }: Actor, saving: Saving): Promise<{ version: number; tree: RouteDraft }> {
  const draft = requireDraft(saving.tree);
  const note = noteShape.safeParse(saving.note ?? null);
  if (!note.success) throw new AppError('BAD_USER_INPUT', 'The note is longer than 2,000 characters.');
  const { db, now, audit } = unit;
  await lockTree(db, tenantId);
  const live = await readDraft(db);
  requireVersion(live, saving.expectedVersion);
  const rooted = live.draft ? keepRoot(draft, live.draft.id) : draft;
  await requireKnown(db, rooted);

  const version = live.version + 1;
  const tree = await writeTree(db, tenantId, { version, draft: rooted, note: note.data || null, actorId: personId }, now);
  audit({
    action: 'routes.saved',
    subject: { kind: 'Routes', id: tenantId },
    before: { version: live.version },
    after: { version, note: note.data, ...compareTrees(live.draft, tree) },
  });
  // Its time intervals may be others.
  await setClock(unit);
  return { version, tree };
}

/** CONFLICT when another version is live than a draft began from. */
export function requireVersion(live: { version: number; draft: RouteDraft | undefined }, expected: number | null): void {
  if (expected === null && live.draft) throw new AppError('CONFLICT', 'There are routes already.');
  if (expected !== null && expected !== live.version) {
    throw new AppError('CONFLICT', `The routes were saved by somebody else: version ${live.version} is live, this draft began at ${expected}.`);
  }
}

/** The root stays the same node, whatever is made of it: what nobody takes has always been its. Where it was put below another, that is a new one. */
function keepRoot(draft: RouteDraft, rootId: string | null): RouteDraft {
  const renew = (node: RouteDraft): RouteDraft => ({ ...node, id: node.id === rootId ? null : node.id, children: node.children.map(renew) });
  return { ...renew(draft), id: rootId };
}

/** An id that is not this tenant's would make a row whose past is somebody else's. */
async function requireKnown(db: IncidentsDb, draft: RouteDraft): Promise<void> {
  const ids = idsOf(draft);
  const known = await db.route.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const knownIds = new Set(known.map(({ id }) => id));
  const unknown = ids.find((id) => !knownIds.has(id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `There is no route with the id ${unknown}.`);
}

function idsOf({ id, children }: RouteDraft): string[] {
  return [...(id === null ? [] : [id]), ...children.flatMap(idsOf)];
}
