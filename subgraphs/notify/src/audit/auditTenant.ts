import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { sendDeliveryTask } from '../delivery/delivery.task.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { wakeRunTask } from '../escalation/escalation.task.ts';
import { steerEscalations } from '../escalation/steerEscalations.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { tellResolved } from '../notice/tellResolved.ts';
import { wakePageTask } from '../page/page.task.ts';
import { findFindings } from './findFindings.ts';
import { type Finding, type FindingKind, repairs } from './findings.ts';

/**
 * One round of the auditor in a tenant: finds what ought to move and does not, keeps it, tells of what is new (`audit.found`), and sets it going again. What is found
 * again only counts; what is found no more has ended, and with the last of them it is over (`audit.cleared`), which is said for an hour: `audit.found` may be
 * followed late, and what it opened must not stay. Returns how many there are of each kind.
 */
export async function auditTenant(platform: NotifyPlatform, tenantId: string): Promise<Partial<Record<FindingKind, number>>> {
  const findings = await transact(platform, systemActor(tenantId), async (unit) => {
    const found = await findFindings(unit.db, platform, unit.now);
    const { fresh, ended } = await keep(unit, found);
    await unit.db.auditRound.upsert({ where: { tenantId }, create: { at: unit.now }, update: { at: unit.now } });
    if (found.length === 0 && (ended > 0 || (await endedLately(unit)))) unit.emit('audit.cleared', { at: unit.now.toISOString() });
    if (fresh.length > 0) {
      const incidentIds = [...new Set(fresh.flatMap(({ incidentId }) => incidentId ?? []))].slice(0, 100);
      unit.emit('audit.found', { at: unit.now.toISOString(), kinds: countKinds(fresh), incidentIds });
    }
    for (const finding of found) wake(unit, finding);
    return found;
  });
  // Each in a transaction of its own, behind the lock of its incident.
  for (const { kind, subjectId } of findings) {
    if (kind === 'incident_without_next_step') await steerEscalations(platform, tenantId, subjectId, 'found_without_next_step');
    if (kind === 'resolution_untold') await dispatchResolution(platform, tenantId, subjectId);
  }
  return countKinds(findings);
}

/** Keeps what was found: those that were not there before, and how many are no more. */
async function keep({ db, now }: NotifyUnit, found: readonly Finding[]): Promise<{ fresh: Finding[]; ended: number }> {
  const open = await db.auditFinding.findMany({ where: { endedAt: null } });
  const keyOf = ({ kind, subjectId }: { kind: string; subjectId: string }): string => `${kind} ${subjectId}`;
  const present = new Set(found.map(keyOf));
  const known = new Map(open.map((finding) => [keyOf(finding), finding.id]));
  const again = found.flatMap((finding) => known.get(keyOf(finding)) ?? []);
  const ended = open.filter((finding) => !present.has(keyOf(finding))).map(({ id }) => id);
  if (again.length > 0) await db.auditFinding.updateMany({ where: { id: { in: again } }, data: { times: { increment: 1 }, seenAt: now } });
  if (ended.length > 0) await db.auditFinding.updateMany({ where: { id: { in: ended } }, data: { endedAt: now } });
  const fresh = found.filter((finding) => !known.has(keyOf(finding)));
  await db.auditFinding.createMany({
    data: fresh.map((finding) => ({ ...finding, repair: repairs[finding.kind], foundAt: now, seenAt: now })),
    skipDuplicates: true,
  });
  return { fresh, ended: ended.length };
}

/** How long it is said that nothing is found any more, in ms. */
const clearedMs = 3_600_000;

async function endedLately({ db, now }: NotifyUnit): Promise<boolean> {
  return (await db.auditFinding.findFirst({ where: { endedAt: { gt: new Date(now.getTime() - clearedMs) } }, select: { id: true } })) !== null;
}

function wake({ enqueue }: NotifyUnit, { kind, subjectId }: Finding): void {
  switch (kind) {
    case 'run_overdue':
      return enqueue(wakeRunTask, { runId: subjectId });
    case 'page_overdue':
      return enqueue(wakePageTask, { pageId: subjectId });
    case 'delivery_overdue':
      return enqueue(sendDeliveryTask, { deliveryId: subjectId });
    case 'incident_without_next_step':
    case 'delivery_unconfirmed':
    case 'resolution_untold':
      return;
    default:
      kind satisfies never;
  }
}

function dispatchResolution(platform: NotifyPlatform, tenantId: string, incidentId: string): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    await lockDispatch(unit.db, incidentId);
    const [state] = await platform.incidents.read(unit.db, [incidentId]);
    if (state?.facts.status !== 'RESOLVED') return;
    await unit.db.noticeDispatch.createMany({ data: [{ incidentId, event: 'resolved', at: unit.now }], skipDuplicates: true });
    await tellResolved(unit, platform, state.facts);
  });
}

function countKinds(findings: readonly Finding[]): Partial<Record<FindingKind, number>> {
  return Object.fromEntries([...Map.groupBy(findings, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]));
}
