import type { NotifyDb } from '../context.ts';

/** Furthest that pages are handed on: from one who is away to another who is away, and so on. */
const furthest = 5;

/**
 * Who is told in the place of each of these people at a moment: themselves, or whom they delegated to, who may be away as well. Where everybody in a circle is
 * away, or the chain is too long, it is the person themselves: somebody must be told.
 */
export async function followDelegations(db: NotifyDb, personIds: readonly string[], at: Date): Promise<Map<string, string>> {
  const active = await db.delegation.findMany({ where: { startsAt: { lte: at }, endsAt: { gt: at } }, select: { personId: true, toId: true } });
  const standIn = new Map(active.map(({ personId, toId }) => [personId, toId]));
  return new Map(personIds.map((personId) => [personId, followFrom(personId, standIn)]));
}

/** The end of a chain of stand-ins; the beginning where it has none. Pure. */
export function followFrom(personId: string, standIn: ReadonlyMap<string, string>): string {
  const passed = new Set<string>([personId]);
  let at = personId;
  for (let next = standIn.get(at); next !== undefined; next = standIn.get(at)) {
    if (passed.has(next) || passed.size > furthest) return personId;
    passed.add(next);
    at = next;
  }
  return at;
}
