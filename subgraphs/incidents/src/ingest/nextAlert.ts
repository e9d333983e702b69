import type { AlertFacts } from '#contracts/events';
import type { Labels } from '#contracts/words';
import type { Restlessness } from '../flapping/judgeFlapping.ts';
import type { Judged } from './judge.ts';

/** An alert's row as it stands after a statement. */
export type AlertRow = Omit<AlertFacts, 'startsAt'> & {
  startsAt: Date;
  endsAt: Date | null;
  expiresAt: Date | null;
  annotations: Labels;
  contentHash: string;
  integrationId: string;
  times: number;
  changedAt: Date;
} & Restlessness;

/** The row that follows from a decision; `joinedId` is the incident that an alert joins when it fires. */
export function nextAlert({ alertId, statement, known, verdict, restlessness }: Judged, joinedId: string | undefined, now: Date): AlertRow {
  const { fingerprint, name, severity, labels, annotations, generatorUrl, expression, contentHash, integrationId, times } = statement;
  return {
    id: alertId,
    incidentId: joinedId ?? known?.incident?.id ?? null,
    ...lifetime(statement, known, verdict, now),
    ...{ fingerprint, name, severity, labels, annotations, generatorUrl, expression, contentHash, integrationId, times },
    expiresAt: statement.status === 'FIRING' ? (statement.expiresAt ?? null) : null,
    ...restlessness,
    changedAt: known && verdict.effect === 'none' ? known.changedAt : now,
  };
}

function lifetime(
  statement: Judged['statement'],
  known: Judged['known'],
  { effect }: Judged['verdict'],
  now: Date,
): Pick<AlertRow, 'status' | 'startsAt' | 'endsAt'> {
  const { status, startsAt, endsAt } = statement;
  // An end belongs to the beginning that is known; what else carries on keeps its beginning too.
  const carriesOn = known !== undefined && effect !== 'fires' && known.status === 'FIRING';
  return { status, startsAt: carriesOn ? known.startsAt : (startsAt ?? endsAt ?? now), endsAt };
}

/** The alert as events tell of it. */
export function alertFacts({
  id,
  incidentId,
  fingerprint,
  name,
  status,
  severity,
  labels,
  startsAt,
  generatorUrl,
  expression,
}: Omit<AlertFacts, 'startsAt'> & { startsAt: Date }): AlertFacts {
  return { id, incidentId, fingerprint, name, status, severity, labels, startsAt: startsAt.toISOString(), generatorUrl, expression };
}
