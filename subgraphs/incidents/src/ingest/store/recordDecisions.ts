import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import type { Joined } from '../joinIncidents.ts';
import type { Judged } from '../judge.ts';

/** Keeps every decision but repeats, with its reason and the facts it was taken on; of an alert that joined an incident also by which route. */
export async function recordDecisions(db: IncidentsDb, decided: readonly Judged[], joined: ReadonlyMap<string, Joined>, now: Date): Promise<void> {
  if (decided.length === 0) return;
  const factsOf = ({ alertId, verdict }: Judged): string => JSON.stringify({ ...verdict.facts, ...joined.get(alertId) });
  await db.$executeRaw`
    INSERT INTO alert_event (at, alert_id, payload_id, status, reason, facts)
    SELECT ${now}, alert_id, payload_id, status::"AlertStatus", reason, facts::jsonb
    FROM unnest(
      ${textList(decided, ({ alertId }) => alertId)}::uuid[],
      ${textList(decided, ({ statement }) => statement.payloadId)}::uuid[],
      ${textList(decided, ({ statement }) => statement.status)}::text[],
      ${textList(decided, ({ verdict }) => verdict.reason)}::text[],
      ${textList(decided, factsOf)}::text[]
    ) AS d(alert_id, payload_id, status, reason, facts)`;
}
