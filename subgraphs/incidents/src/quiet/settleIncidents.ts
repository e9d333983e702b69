import type { FlushReason, QuietFacts } from '#contracts/events';
import { isOpen } from '#contracts/words';
import type { Incident } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts } from '../incident/incidentFacts.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { decideFlush } from './decideFlush.ts';
import { findCauses, type QuietRules } from './findCauses.ts';
import { isOtherQuiet, judgeIncident, quietOf } from './judgeIncident.ts';
import { type Member, readMembers, writeTold } from './readMembers.ts';

/** An open incident with what it is judged on. */
type Case = { incident: Incident; firing: Member[]; ended: Member[]; loud: Member[]; before: QuietFacts | null; quiet: QuietFacts | null };

/**
 * The story of a flush. Each open incident is quiet when every alert of it that fires is muted, else loud. A quiet one says why, and tells only of the end
 * of what people know of; a loud one that is due, or whose quiet has just ended, is announced if there is something to tell. Neither is before its route's
 * group_interval is over. The incidents are locked by the caller. Harmless to repeat: what has been told is in the rows.
 */
export async function settleIncidents(unit: IncidentsUnit, tenantId: string, incidents: readonly Incident[], rules: QuietRules): Promise<void> {
  const open = incidents.filter((incident) => isOpen(incident.status) && !isGathering(incident, unit.now));
  if (open.length === 0) return;
  const members = await readMembers(
    unit.db,
    open.map(({ id }) => id),
  );
  const subjects = open.flatMap(({ id, routeId }) =>
    (members.get(id) ?? []).filter(({ isFiring }) => isFiring).map((member) => ({ ...member, routeId })),
  );
  const causesOf = await findCauses(unit.db, tenantId, subjects, rules);
  for (const incident of open) {
    const [firing, ended] = split(members.get(incident.id) ?? [], ({ isFiring }) => isFiring);
    const causes = firing.map(({ id }) => causesOf.get(id) ?? []);
    const before = quietOf(incident.quiet);
    const quiet = judgeIncident(causes, before, unit.now);
    const loud = firing.filter((_, at) => causes[at]?.length === 0);
    const each: Case = { incident, firing, ended, loud, before, quiet };
    if (quiet) await keepQuiet(unit, tenantId, each, quiet, rules);
    else await speak(unit, tenantId, each, rules);
  }
}

/** Within group_wait nothing is judged: more alerts may come, and an inhibiting one among them. */
function isGathering({ flushedAt, flushAt, quiet }: Incident, now: Date): boolean {
  return flushedAt === null && quiet === null && flushAt !== null && flushAt > now;
}

async function keepQuiet(unit: IncidentsUnit, tenantId: string, each: Case, quiet: QuietFacts, rules: QuietRules): Promise<void> {
  const { incident, before, ended } = each;
  const { db, now, emit, signal } = unit;
  const isOther = before === null || isOtherQuiet(before, quiet);
  const quietUntil = quiet.until === null ? null : new Date(quiet.until);
  if (!isOther && !isDue(incident, now) && incident.quietUntil?.getTime() === quietUntil?.getTime()) return;
  const decision = decideFlush({ isQuiet: true, isFirst: false, begun: 0, ended: ended.length, wasQuiet: false });
  const timing = timeFlush(incident, decision, rules, now);
  const settled = await db.incident.update({
    where: { tenantId_id: { tenantId, id: incident.id } },
    data: { quiet, quietUntil, quietEndedAt: null, ...timing, ...(isOther && { updatedAt: now }) },
  });
  if (isOther) {
    await writeTimeline(db, [{ incidentId: incident.id, at: now, kind: 'quieted', facts: quiet }]);
    emit('incident.quieted', { incident: incidentFacts(settled), quiet });
  }
  if (decision !== 'nothing_new' && timing.flushAt === null) await announce(unit, settled, each, decision, []);
  signal('incident', [incident.id]);
}

async function speak(unit: IncidentsUnit, tenantId: string, each: Case, rules: QuietRules): Promise<void> {
  const { incident, before, ended, loud } = each;
  const { db, now, signal } = unit;
  const begun = loud.filter(({ told }) => told !== 'FIRING');
  // Of several alerts the muted one can become loud, which no clock of the incident says.
  const hasUnmuted = incident.flushAt === null && begun.length > 0;
  if (!isDue(incident, now) && before === null && !hasUnmuted) return;

  const quietEndedAt = before ? now : incident.quietEndedAt;
  const decision = decideFlush({
    isQuiet: false,
    isFirst: incident.flushedAt === null,
    begun: begun.length,
    ended: ended.length,
    wasQuiet: quietEndedAt !== null && loud.length > 0,
  });
  const timing = timeFlush(incident, decision, rules, now);
  const isAnnounced = decision !== 'nothing_new' && timing.flushAt === null;
  const settled = await db.incident.update({
    where: { tenantId_id: { tenantId, id: incident.id } },
    data: { quiet: Prisma.DbNull, quietUntil: null, updatedAt: now, quietEndedAt: isAnnounced ? null : quietEndedAt, ...timing },
  });
  if (before) {
    const facts = { reason: before.reason, since: before.since, by: before.by };
    await writeTimeline(db, [{ incidentId: incident.id, at: now, kind: 'quiet_ended', facts }]);
  }
  if (isAnnounced) await announce(unit, settled, each, decision, begun);
  signal('incident', [incident.id]);
}

function isDue({ flushAt }: Incident, now: Date): boolean {
  return flushAt !== null && flushAt <= now;
}

/**
 * Columns that say when a decision is carried out: at once, or at `flushAt`. After the first time not before group_interval is over; an incident that sleeps
 * is announced when it wakes, and stays due until then.
 */
function timeFlush(
  { flushedAt, routeId, snoozedUntil }: Incident,
  decision: FlushReason | 'nothing_new',
  rules: QuietRules,
  now: Date,
): { flushedAt?: Date; flushAt: Date | null } {
  if (decision === 'nothing_new') return { flushAt: null };
  const earliest = flushedAt === null ? now : new Date(flushedAt.getTime() + rules.groupIntervalOf(routeId));
  return earliest <= now && snoozedUntil === null ? { flushedAt: now, flushAt: null } : { flushAt: earliest };
}

async function announce({ db, now, emit }: IncidentsUnit, incident: Incident, each: Case, reason: FlushReason, begun: Member[]): Promise<void> {
  const { firing, ended, loud } = each;
  await writeTold(
    db,
    incident.id,
    loud.map(({ id }) => id),
    ended.map(({ id }) => id),
  );
  const isFirst = each.incident.flushedAt === null;
  const alerts = { firing: firing.length, muted: firing.length - loud.length, begun: begun.length, ended: ended.length };
  const facts = { reason, waitedMs: now.getTime() - incident.openedAt.getTime(), alerts };
  await writeTimeline(db, [{ incidentId: incident.id, at: now, kind: 'flushed', ...(isFirst && { key: 'flushed' }), facts }]);
  emit('incident.flushed', { incident: incidentFacts(incident), reason, alerts });
}

function split<Row>(rows: readonly Row[], isFirst: (row: Row) => boolean): [Row[], Row[]] {
  return [rows.filter(isFirst), rows.filter((row) => !isFirst(row))];
}
