import type { IncidentsDb } from '../context.ts';

/** When each integration was last heard of: by a request that was taken, or by a beat. What the platform wrote itself does not count. */
export async function readLastReceived(db: IncidentsDb, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ id: string; at: Date | null }[]>`
    SELECT i.id, greatest(h.last_beat_at, p.at) AS at
    FROM unnest(${[...new Set(ids)]}::uuid[]) AS i(id)
    LEFT JOIN heartbeat h ON h.integration_id = i.id
    LEFT JOIN LATERAL (
      SELECT at FROM payload WHERE integration_id = i.id AND origin = 'SENDER' ORDER BY at DESC LIMIT 1
    ) p ON true`;
  return new Map(rows.flatMap(({ id, at }) => (at ? [[id, at] as const] : [])));
}
