import { Prisma } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import type { PayloadEntry } from './payloadEntry.ts';

const accepted = Prisma.sql`SELECT id, at, integration_id, 'ACCEPTED' AS outcome, origin::text, alert_count, NULL AS code, NULL AS message, 1 AS times,
  octet_length(body) AS body_bytes FROM payload`;
const refused = Prisma.sql`SELECT id, at, integration_id, 'REFUSED' AS outcome, 'SENDER' AS origin, alert_count, code, message, times, body_bytes FROM refusal`;

/** Entries by time and id, in any order. Without the times every partition would be searched. */
export async function readEntries(db: IncidentsDb, places: readonly { id: string; at: Date }[]): Promise<PayloadEntry[]> {
  if (places.length === 0) return [];
  const here = Prisma.sql`WHERE at = ANY(${places.map(({ at }) => at.toISOString())}::timestamptz[]) AND id = ANY(${places.map(({ id }) => id)}::uuid[])`;
  const rows = await db.$queryRaw<Record<string, unknown>[]>`${accepted} ${here} UNION ALL ${refused} ${here}`;
  return rows.map(
    ({ integration_id: integrationId, alert_count: alertCount, body_bytes: bodyBytes, ...row }) =>
      ({ ...row, integrationId, alertCount, bodyBytes }) as PayloadEntry,
  );
}
