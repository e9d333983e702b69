import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { IngestRequest, Statement } from './splitRounds.ts';

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
  const [answer] = await database.acrossTenants<{ done: boolean }>(Prisma.sql`
    SELECT receive_repeats(
      ${tenantId}::uuid,
      ${clock.now()},
      ${requests.map(({ payloadId }) => payloadId)}::uuid[],
      ${requests.map(({ integrationId }) => integrationId)}::uuid[],
      ${requests.map(({ body }) => body)}::text[],
      ${requests.map(({ alerts }) => alerts.length)}::int[],
      ${round.map(({ fingerprint }) => fingerprint)}::text[],
      ${round.map(({ status }) => status)}::text[],
      ${round.map(({ contentHash }) => contentHash)}::text[],
      ${round.map(({ startsAt }) => startsAt?.toISOString())}::timestamptz[],
      ${round.map(({ times }) => times)}::int[]
    ) AS done`);
  return answer?.done === true;
}
