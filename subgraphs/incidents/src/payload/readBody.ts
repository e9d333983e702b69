import type { IncidentsDb } from '../context.ts';
import type { PayloadPlace } from './payloadEntry.ts';

/** The beginning of a request's body, in characters; null where it was not kept. */
export async function readBody(db: IncidentsDb, { id, at, outcome }: PayloadPlace, most: number): Promise<string | null> {
  const [row] =
    outcome === 'ACCEPTED'
      ? await db.$queryRaw<{ body: string | null }[]>`SELECT left(body, ${most}::int) AS body FROM payload WHERE at = ${at} AND id = ${id}::uuid`
      : await db.$queryRaw<{ body: string | null }[]>`SELECT left(body, ${most}::int) AS body FROM refusal WHERE at = ${at} AND id = ${id}::uuid`;
  return row?.body ?? null;
}
