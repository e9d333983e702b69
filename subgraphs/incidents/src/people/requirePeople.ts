import { AppError } from '#kit/errors';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** Throws NOT_FOUND unless the tenant knows all of these people. Identity owns them; the database answers for it (function known_people). */
export async function requirePeople(db: IncidentsDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await db.$queryRaw<{ id: string }[]>`SELECT id FROM known_people(${ids.filter(isUuid)}::uuid[]) AS id`;
  requireAll('person', ids, known);
}

/** Throws NOT_FOUND unless the tenant knows this team. */
export async function requireTeam(db: IncidentsDb, id: string): Promise<void> {
  const known = await db.$queryRaw<{ id: string }[]>`SELECT id FROM known_teams(${[id].filter(isUuid)}::uuid[]) AS id`;
  requireAll('team', [id], known);
}

/** Throws NOT_FOUND unless the tenant has all of these resources. */
export async function requireResources(db: IncidentsDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await db.$queryRaw<{ id: string }[]>`SELECT id FROM known_resources(${ids.filter(isUuid)}::uuid[]) AS id`;
  requireAll('resource', ids, known);
}

function requireAll(noun: string, ids: readonly string[], known: readonly { id: string }[]): void {
  const found = new Set(known.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id.toLowerCase()));
  if (missing !== undefined) throw new AppError('NOT_FOUND', `There is no ${noun} with the id ${missing}.`);
}
