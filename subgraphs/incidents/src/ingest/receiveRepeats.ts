import { textList } from '#kit/textList';
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
  if (requests.some(({ origin }) => origin !== undefined)) return false;
  const [answer] = await database.acrossTenants<{ done: boolean }>(Prisma.sql`
    SELECT receive_repeats(
      ${tenantId}::uuid,
      ${clock.now()},
      ${textList(requests, ({ payloadId }) => payloadId)}::uuid[],
      ${textList(requests, ({ integrationId }) => integrationId)}::uuid[],
      ${textList(requests, ({ body }) => body)}::text[],
      ${textList(requests, countAlerts)}::int[],
      ${textList(round, ({ fingerprint }) => fingerprint)}::text[],
      ${textList(round, ({ status }) => status)}::text[],
      ${textList(round, ({ contentHash }) => contentHash)}::text[],
      ${textList(round, ({ startsAt }) => startsAt?.toISOString())}::timestamptz[],
      ${textList(round, ({ times }) => times)}::int[],
      ${textList(round, ({ expiresAt }) => expiresAt?.toISOString())}::timestamptz[]
    ) AS done`);
  return answer?.done === true;
}
