import { type QuietFacts, quietFacts } from '#contracts/events';
import type { Prisma } from '#prisma/generated/client';
import type { QuietCause } from './quietCause.ts';

/** Most causes that are kept with an incident. */
const mostCauses = 10;

/**
 * Whether an incident is quiet: it is when every alert of it that fires is muted. `causes` has an entry for each of them, empty for one that is
 * loud. It stays quiet at least until the first of the alerts can become loud, and an alert does not before the last of what mutes it has ended.
 */
export function judgeIncident(causes: readonly (readonly QuietCause[])[], before: QuietFacts | null, now: Date): QuietFacts | null {
  if (causes.length === 0 || causes.some((ofAlert) => ofAlert.length === 0)) return null;
  const distinct = new Map(causes.flat().map((cause) => [`${cause.reason} ${cause.id}`, cause]));
  const by = [...distinct.values()]
    .slice(0, mostCauses)
    .map(({ reason, kind, id, label, until: last }) => ({ reason, kind, id, label, until: last?.toISOString() ?? null }));
  const [first] = by;
  if (!first) return null;
  const until = earliest(causes.map(latest));
  return { reason: first.reason, since: before?.since ?? now.toISOString(), until: until?.toISOString() ?? null, by };
}

/** Whether something else mutes it than before; that a window got longer is no such thing. */
export function isOtherQuiet(one: QuietFacts, other: QuietFacts): boolean {
  const names = ({ by }: QuietFacts): string => by.map(({ reason, id }) => `${reason} ${id}`).join();
  return names(one) !== names(other);
}

/** Quiet as it stands in the incident's column. */
export function quietOf(column: Prisma.JsonValue): QuietFacts | null {
  return column === null ? null : quietFacts.parse(column);
}

/** Null, which is never, is later than everything. */
function latest(causes: readonly QuietCause[]): Date | null {
  if (causes.some(({ until }) => until === null)) return null;
  return new Date(Math.max(...causes.map(({ until }) => until?.getTime() ?? 0)));
}

function earliest(ends: readonly (Date | null)[]): Date | null {
  const times = ends.flatMap((end) => end?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}
