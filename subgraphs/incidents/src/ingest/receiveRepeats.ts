import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { countAlerts, type IngestRequest, type Statement } from './splitRounds.ts';

/**
 * The fast lane: when every alert of a batch is known in the same words (status, content, start), the batch is kept and counted in one
 * statement, and there is nothing to decide: `deduplicate` calls all of them repeats. Returns false, having done nothing, when one is
 * not. A round trip costs more than a hundred rows, and most batches of a quiet day are of this kind.
 */
export async function receiveRepeats(
  { database, clock }: Platform,
  tenantId: string,
  requests: readonly IngestRequest[],
  round: readonly Statement[],
): Promise<boolean> {
  if (round.some(({ startsAt }) => startsAt === null)) return false;
  if (requests.some(({ body, origin }) => origin !== undefined || body.includes(between))) return false;
  const [answer] = await database.acrossTenants<{ done: boolean }>(Prisma.sql`
    SELECT receive_repeats(
      ${tenantId}::uuid,
      ${clock.now()},
      ${list(requests, ({ payloadId }) => payloadId)}::uuid[],
      ${list(requests, ({ integrationId }) => integrationId)}::uuid[],
      ${list(requests, ({ body }) => body)}::text[],
      ${list(requests, countAlerts)}::int[],
      ${list(round, ({ fingerprint }) => fingerprint)}::text[],
      ${list(round, ({ status }) => status)}::text[],
      ${list(round, ({ contentHash }) => contentHash)}::text[],
      ${list(round, ({ startsAt }) => startsAt?.toISOString() ?? '')}::timestamptz[],
      ${list(round, ({ times }) => times)}::int[],
      array(SELECT nullif(e, '')::timestamptz FROM unnest(${list(round, ({ expiresAt }) => expiresAt?.toISOString() ?? '')}) e)
    ) AS done`);
  return answer?.done === true;
}

/** The ASCII separator of records, which stands in no JSON, no hash and no number. */
const between = '\u001e';

/**
 * A list as one text that PostgreSQL takes apart: as an array, the driver would look at every element and escape every quote of every body,
 * a tenth of the whole cost of a batch.
 */
function list<Row>(rows: readonly Row[], pick: (row: Row) => string | number): Prisma.Sql {
  return Prisma.sql`string_to_array(${rows.map(pick).join(between)}, ${between})`;
}
