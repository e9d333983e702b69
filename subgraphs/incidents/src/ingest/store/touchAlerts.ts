import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import type { Judged } from '../judge.ts';

/**
 * Counts statements that change nothing: a repeat is also the latest news of its alert; one that came out of order is only counted.
 */
export async function touchAlerts(db: IncidentsDb, tenantId: string, unchanged: readonly Judged[], now: Date): Promise<void> {
  if (unchanged.length === 0) return;
  await db.$executeRaw`
    UPDATE alert a
    SET received_count = a.received_count + u.times, last_received_at = CASE WHEN u.is_news THEN ${now} ELSE a.last_received_at END,
      expires_at = CASE WHEN u.is_news THEN u.expires_at ELSE a.expires_at END, expires = CASE WHEN u.is_news THEN u.expires_at IS NOT NULL ELSE a.expires END
    FROM unnest(
      ${textList(unchanged, ({ alertId }) => alertId)}::uuid[],
      ${textList(unchanged, ({ statement }) => statement.times)}::int[],
      ${textList(unchanged, ({ verdict }) => verdict.effect === 'none')}::bool[],
      ${textList(unchanged, ({ statement }) => statement.expiresAt?.toISOString())}::timestamptz[]
    ) AS u(id, times, is_news, expires_at)
    WHERE a.tenant_id = ${tenantId}::uuid AND a.id = u.id`;
}
