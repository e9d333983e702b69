import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { NotifyPlatform } from '../../context.ts';
import { findOnCall, furthestLookMs } from '../findOnCall.ts';
import { readScheduleFacts } from '../readScheduleFacts.ts';

/** Most schedules of one sweep; the next comes in seconds. */
const most = 200;
/** However far away the next change is, a schedule is looked at once a week: the year that is looked ahead moves on. */
const latestMs = 7 * 86_400_000;

/** Tells whose shifts began and ended since each schedule was looked at last, in every tenant. */
export async function tellShifts(platform: NotifyPlatform, signal: AbortSignal): Promise<void> {
  const due = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.schedules_to_look_at(${platform.clock.now()}, ${most}::int)`,
  );
  const failures: unknown[] = [];
  for (const { tenant_id: tenantId, id } of due) {
    if (signal.aborted) break;
    await tellShift(platform, tenantId, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `The shifts of ${failures.length} of ${due.length} schedules could not be told.`);
}

/** Whoever was told of is kept in the same transaction as the event, so a change is told once, whichever process comes first. */
function tellShift(platform: NotifyPlatform, tenantId: string, id: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async ({ db, now, emit, signal }) => {
    await db.$queryRaw`SELECT FROM schedule WHERE id = ${id}::uuid FOR UPDATE`;
    const schedule = await db.schedule.findFirst({ where: { id, lookAt: { lte: now } } });
    if (!schedule) return;
    const facts = (await readScheduleFacts(db, [schedule], { from: now, to: new Date(now.getTime() + furthestLookMs) })).get(id);
    if (!facts) return;
    const { now: shift, until } = findOnCall(facts, now);
    const begun = shift.personIds.filter((personId) => !schedule.toldIds.includes(personId));
    const ended = schedule.toldIds.filter((personId) => !shift.personIds.includes(personId));
    const about = { scheduleId: id, scheduleName: schedule.name, at: now.toISOString() };
    if (ended.length > 0) emit('shift.ended', { ...about, personIds: ended });
    if (begun.length > 0) emit('shift.began', { ...about, personIds: begun, until: until?.toISOString() ?? null });
    if (begun.length > 0 || ended.length > 0) signal('schedule', [id]);
    const latest = new Date(now.getTime() + latestMs);
    await db.schedule.update({
      where: { tenantId_id: { tenantId, id } },
      data: { toldIds: shift.personIds, lookAt: until && until < latest ? until : latest },
    });
  });
}
