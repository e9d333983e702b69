import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { SavedView } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import type { SavedViewInput } from './savedView.type.ts';
import { readView } from './viewSettings.ts';

/** Most views that one person keeps of one list. */
export const mostViews = 100;

/**
 * Saves a view of the caller's: a new one, or over the one with this id, which must be theirs. FORBIDDEN for an API key without a person and for a team that
 * the caller is not in, NOT_FOUND for a view that is not theirs, CONFLICT for a name that they have given already, BAD_USER_INPUT.
 */
export async function saveView(platform: Platform, caller: Caller, id: string | null, input: SavedViewInput): Promise<SavedView> {
  requirePermission(caller, 'views:write');
  const { name, settings } = readView(input);
  const teamId = input.teamId ?? null;
  if (teamId !== null && !caller.teamIds.includes(teamId)) throw new AppError('FORBIDDEN', 'A view is shared with a team that you are in.');
  const { list } = input;
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = id === null ? null : await takeView(db, caller, id);
    const ownerId = requirePerson(caller);
    const namesake = await db.savedView.findFirst({ where: { ownerId, list, name } });
    if (namesake && namesake.id !== id) throw new AppError('CONFLICT', `You have a view named "${name}" already.`);
    if (before === null && (await db.savedView.count({ where: { ownerId, list } })) >= mostViews) {
      throw new AppError('BAD_USER_INPUT', `You have ${mostViews} views of this list; delete one first.`);
    }
    const columns = { list, name, teamId, settings, updatedAt: now };
    const view = before
      ? await db.savedView.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } }, data: columns })
      : await db.savedView.create({ data: { ...columns, ownerId, createdAt: now } });
    const told = (saved: SavedView | null) => saved && { name: saved.name, teamId: saved.teamId, settings: saved.settings };
    const was = told(before);
    audit({ action: 'view.saved', subject: { kind: 'SavedView', id: view.id }, ...(was && { before: was }), after: told(view) ?? {} });
    return view;
  });
}

/** The person behind the caller; FORBIDDEN for an API key that nobody stands behind. */
export function requirePerson({ personId }: Caller): string {
  if (personId === null) throw new AppError('FORBIDDEN', 'Views belong to people; this API key has no person.');
  return personId;
}

/** A view of the caller's. NOT_FOUND for what is another's, or another tenant's. */
export async function takeView(db: IncidentsDb, { personId: ownerId }: Caller, id: string): Promise<SavedView> {
  const view = ownerId !== null && isUuid(id) ? await db.savedView.findFirst({ where: { id, ownerId } }) : null;
  if (view === null) throw new AppError('NOT_FOUND', `You have no view with the id ${id}.`);
  return view;
}
