import type { IncidentsDb } from '../context.ts';
import { uuidv7 } from 'uuidv7';
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
};

/** Decides on every statement of a round, on one reading of what is known of their alerts. */
export async function judge(db: IncidentsDb, tenantId: string, round: readonly Statement[], now: Date): Promise<Judged[]> {
  const knownAlerts = await readKnownAlerts(
    db,
    tenantId,
    round.map(({ fingerprint }) => fingerprint),
  );
  return round.map((statement) => {
    const known = knownAlerts.get(statement.fingerprint);
    return { alertId: known?.id ?? uuidv7(), statement, known, verdict: deduplicate(statement, known, now) };
  });
}
