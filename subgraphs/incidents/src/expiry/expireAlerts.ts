import { type Platform, systemActor, transact } from '#kit/transact';
import type { IncidentsUnit } from '../context.ts';
import { ownWords } from '../ingest/ownWords.ts';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';

/** Most alerts that end in one transaction; the next sweep comes in seconds. */
const atOnce = 500;

/**
 * Ends the tenant's alerts whose source said until when they hold and did not send them again, at that time. They are read with the intake locked out, so word
 * that comes at the same moment either keeps an alert or comes after its end; a process that dies leaves them due. Returns how many ended.
 */
export async function expireAlerts(platform: Platform, tenantId: string): Promise<number> {
  return transact(platform, systemActor(tenantId), async (unit: IncidentsUnit) => {
    const { db, now } = unit;
    await lockIntake(db, tenantId);
    const due = await db.alert.findMany({
      where: { tenantId, expires: true, status: 'FIRING', expiresAt: { lte: now } },
      orderBy: { expiresAt: 'asc' },
      take: atOnce,
    });
    const ends = due.map((alert) => ({ alert, status: 'RESOLVED' as const, endsAt: alert.expiresAt, because: 'expired' as const }));
    await storeAlerts(unit, tenantId, ownWords(ends));
    return due.length;
  });
}
