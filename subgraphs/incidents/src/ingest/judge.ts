import type { IncidentsDb } from '../context.ts';
import { uuidv7 } from 'uuidv7';
import { type FlapPolicy, judgeFlapping, type Restlessness, steadiness } from '../flapping/judgeFlapping.ts';
import { deduplicate, type KnownAlert, type Verdict } from './deduplicate.ts';
import type { Statement } from './splitRounds.ts';
import { readKnownAlerts } from './store/readKnownAlerts.ts';

/** A statement with what was known of its alert and what was decided on it. */
export type Judged = {
  /** Id of the alert: its own, or the one that it is about to get. */
  alertId: string;
  statement: Statement;
  known: KnownAlert | undefined;
  verdict: Verdict;
  /** What is remembered of its changes from now on. */
  restlessness: Restlessness;
};

/** Decides on every statement of a round, on one reading of what is known of their alerts. */
export async function judge(db: IncidentsDb, tenantId: string, round: readonly Statement[], now: Date): Promise<Judged[]> {
  const { alerts, flapPolicy } = await readKnownAlerts(
    db,
    tenantId,
    round.map(({ fingerprint }) => fingerprint),
  );
  return round.map((statement) => {
    const known = alerts.get(statement.fingerprint);
    return { alertId: known?.id ?? uuidv7(), statement, known, ...hold(statement, known, deduplicate(statement, known, now), now, flapPolicy) };
  });
}

/**
 * Keeps the changes of an alert that flaps from its incident. The change with which it begins to is one too many only where it would end something: a
 * beginning still opens an incident, for people to see what flaps.
 */
function hold(
  { status, because }: Statement,
  known: KnownAlert | undefined,
  verdict: Verdict,
  now: Date,
  policy: FlapPolicy,
): Pick<Judged, 'verdict' | 'restlessness'> {
  if (because === 'calm') return { verdict, restlessness: steadiness };
  if (!known) return { verdict, restlessness: { recentChanges: [now], flappingSince: null } };
  const isChange = verdict.effect === 'fires' || verdict.effect === 'ends';
  if (!isChange) return { verdict, restlessness: { recentChanges: known.recentChanges, flappingSince: known.flappingSince } };
  const { reason, facts, ...restlessness } = judgeFlapping(known, status, now, policy);
  if (reason !== 'flapping' && reason !== 'began_flapping') return { verdict, restlessness };
  const told = { ...verdict.facts, flapping: facts, otherwise: verdict.reason };
  const goesOn = reason === 'began_flapping' && verdict.effect === 'fires';
  return { restlessness, verdict: goesOn ? { ...verdict, facts: told } : { reason, effect: 'held', facts: told } };
}
