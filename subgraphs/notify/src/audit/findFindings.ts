import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { alarms } from '../notice/noticeEvent.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import type { Finding, FindingKind } from './findings.ts';

/** How late a step may be before somebody asks why: the sweep comes every 5 s, a killed worker's lease ends within 10 s. */
export const overdueMs = 15_000;
/** How long an announcement may be on its way to the policy. */
const announcedMs = 60_000;
/** How long a delivery may be under way; its attempts end within an hour and a half. */
const unconfirmedMs = 2 * 3_600_000;
/** How far back resolutions are looked for. */
const resolutionsMs = 86_400_000;
/** Most findings of one kind in one round; the rest is there at the next. */
const most = 200;

/** Everything in a tenant that ought to move and does not, as of `now`, the database's time. Reads only. */
export async function findFindings(db: NotifyDb, platform: NotifyPlatform, now: Date): Promise<Finding[]> {
  return [
    ...(await findUnanswered(db, platform, now)),
    ...(await findOverdue(db, now)),
    ...(await findUnconfirmed(db, now)),
    ...(await findUntold(db, platform, now)),
  ];
}

async function findUnanswered(db: NotifyDb, { incidents }: NotifyPlatform, now: Date): Promise<Finding[]> {
  if (!(await readPolicy(db))) return [];
  const before = new Date(now.getTime() - announcedMs);
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < most;) {
    const page: string[] = await incidents.unanswered(db, { before, after, take: most });
    const runs = await db.escalationRun.findMany({ where: { incidentId: { in: page } }, orderBy: { startedAt: 'asc' } });
    const lastOf = new Map(runs.map((run) => [`${run.incidentId} ${run.chainKey}`, run]));
    const settled = new Set(
      [...lastOf.values()].filter(({ state, reason }) => state !== 'STOPPED' || reason === 'stopped_by_hand').map(({ incidentId }) => incidentId),
    );
    ids.push(...page.filter((id) => !settled.has(id)));
    after = page.at(-1) ?? null;
    if (page.length < most) break;
  }
  return ids.slice(0, most).map((id) => ({ kind: 'incident_without_next_step', subjectId: id, incidentId: id, facts: {} }));
}

async function findOverdue(db: NotifyDb, now: Date): Promise<Finding[]> {
  const late = new Date(now.getTime() - overdueMs);
  const due = { where: { state: 'RUNNING', nextAt: { lt: late } }, orderBy: { nextAt: 'asc' }, take: most } as const;
  const runs = await db.escalationRun.findMany({ ...due, select: { id: true, incidentId: true, nextAt: true } });
  const pages = await db.page.findMany({ ...due, select: { id: true, incidentId: true, nextAt: true } });
  const deliveries = await db.delivery.findMany({
    where: { status: { in: ['PENDING', 'SENDING'] }, nextAt: { lt: late }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: late } }] },
    orderBy: { nextAt: 'asc' },
    take: most,
    select: { id: true, incidentId: true, nextAt: true },
  });
  const of = (kind: FindingKind, rows: { id: string; incidentId: string | null; nextAt: Date | null }[]): Finding[] =>
    rows.map(({ id, incidentId, nextAt }) => ({ kind, subjectId: id, incidentId, facts: { dueAt: nextAt?.toISOString() ?? null } }));
  return [...of('run_overdue', runs), ...of('page_overdue', pages), ...of('delivery_overdue', deliveries)];
}

async function findUnconfirmed(db: NotifyDb, now: Date): Promise<Finding[]> {
  const rows = await db.delivery.findMany({
    where: { status: { in: ['PENDING', 'SENDING'] }, createdAt: { lt: new Date(now.getTime() - unconfirmedMs) } },
    orderBy: { createdAt: 'asc' },
    take: most,
    select: { id: true, incidentId: true, createdAt: true, attemptCount: true },
  });
  return rows.map(({ id, incidentId, createdAt, attemptCount }) => {
    return { kind: 'delivery_unconfirmed', subjectId: id, incidentId, facts: { since: createdAt.toISOString(), attempts: attemptCount } };
  });
}

async function findUntold(db: NotifyDb, { incidents }: NotifyPlatform, now: Date): Promise<Finding[]> {
  const since = new Date(now.getTime() - resolutionsMs);
  const told = await db.$queryRaw<{ incident_id: string }[]>`
    SELECT DISTINCT d.incident_id FROM delivery d
    WHERE d.created_at > ${since} AND d.incident_id IS NOT NULL AND d.status = 'DELIVERED' AND d.event = ANY(${[...alarms]})
      AND NOT EXISTS (SELECT FROM delivery r WHERE r.tenant_id = d.tenant_id AND r.incident_id = d.incident_id AND r.thread_key = d.thread_key AND r.event = 'resolved')
    LIMIT 2000`;
  const states = await incidents.read(
    db,
    told.map(({ incident_id: id }) => id),
  );
  const late = now.getTime() - announcedMs;
  return states
    .filter(({ facts: { status, resolvedAt } }) => status === 'RESOLVED' && resolvedAt !== null && new Date(resolvedAt).getTime() < late)
    .slice(0, most)
    .map(({ facts: { id, resolvedAt } }) => ({ kind: 'resolution_untold', subjectId: id, incidentId: id, facts: { resolvedAt } }));
}
