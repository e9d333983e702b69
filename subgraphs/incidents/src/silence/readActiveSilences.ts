import { type Matcher, matchers } from '#contracts/matcher';
import type { Silence } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';

/** A silence whose matchers are what they were when it was checked. */
export type ReadSilence = Omit<Silence, 'matchers'> & { matchers: Matcher[] };

/** The silences of the tenant that may be active at `at`, oldest first; whether one with a recurrence is, `silenceState` knows. */
export async function readActiveSilences(db: Pick<IncidentsDb, 'silence'>, at: Date): Promise<ReadSilence[]> {
  const silences = await db.silence.findMany({
    where: { startsAt: { lte: at }, endsAt: { gt: at }, approval: { in: ['NOT_NEEDED', 'APPROVED'] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return silences.map(readMatchers);
}

/** A silence as it is stored, with its matchers read. */
export function readMatchers(silence: Silence): ReadSilence {
  return { ...silence, matchers: matchers.parse(silence.matchers) };
}
