import { AppError } from '#kit/errors';
import type { NotifyDb } from '../context.ts';
import { type DeliveryFilter, deliveryConditions } from './deliveryFilter.ts';
import { whereOf } from './readHistory.ts';

/** How deliveries of one channel went within a span. Times are from the decision to the receiver's word, in milliseconds; null where none was delivered. */
export type Measured = {
  total: number;
  delivered: number;
  failed: number;
  cancelled: number;
  medianMs: number | null;
  p95Ms: number | null;
};
export type MeasuredChannel = Measured & { channelId: string; name: string; kind: string; points: (Measured & { at: Date })[] };

/** Most points of one channel. */
const mostPoints = 200;
const longestDays = 400;

/**
 * Success and latency of each channel, as a whole and in spans of `stepSeconds` from `from` on; the busiest channel first. What is still under way counts in
 * `total` only. BAD_USER_INPUT unless the filter has both ends of a time of at most 400 days, and at most 200 spans fit in.
 */
export async function measureHistory(db: NotifyDb, filter: DeliveryFilter, stepSeconds: number): Promise<MeasuredChannel[]> {
  const { from, until } = filter;
  if (!from || !until || until <= from || until.getTime() - from.getTime() > longestDays * 86_400_000) {
    throw new AppError('BAD_USER_INPUT', `"from" and "until" must both be given, at most ${longestDays} days apart.`);
  }
  if (!(stepSeconds >= 60) || (until.getTime() - from.getTime()) / 1000 / stepSeconds > mostPoints) {
    throw new AppError('BAD_USER_INPUT', `"stepSeconds" must be at least 60, and give at most ${mostPoints} points.`);
  }
  const rows = await db.$queryRaw<(Measured & { channelId: string; at: Date | null })[]>`
    SELECT channel_id AS "channelId", at, count(*)::int AS total,
      (count(*) FILTER (WHERE status = 'DELIVERED'))::int AS delivered,
      (count(*) FILTER (WHERE status = 'FAILED'))::int AS failed,
      (count(*) FILTER (WHERE status = 'CANCELLED'))::int AS cancelled,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int AS "medianMs",
      round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms))::int AS "p95Ms"
    FROM (
      SELECT channel_id, status, date_bin(make_interval(secs => ${stepSeconds}::int), created_at, ${from}::timestamptz) AS at,
        CASE WHEN status = 'DELIVERED' THEN least(extract(epoch FROM finished_at - created_at) * 1000, 2000000000) END AS ms
      FROM delivery ${whereOf(deliveryConditions(filter))}
    ) AS measured
    GROUP BY GROUPING SETS ((channel_id), (channel_id, at)) ORDER BY at NULLS FIRST`;
  const channels = await db.channel.findMany({
    where: { id: { in: [...new Set(rows.map(({ channelId }) => channelId))] } },
    select: { id: true, name: true, kind: true },
  });
  return channels
    .flatMap(({ id, name, kind }): MeasuredChannel[] => {
      const own = rows.filter(({ channelId }) => channelId === id);
      const whole = own.find(({ at }) => at === null);
      if (!whole) return [];
      const points = own.flatMap(({ at, channelId: _, ...measured }) => (at ? [{ ...measured, at }] : []));
      const { at: _, ...sums } = whole;
      return [{ ...sums, name, kind, points }];
    })
    .sort((one, other) => other.total - one.total || one.name.localeCompare(other.name));
}
