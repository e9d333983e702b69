import { isOpen, type Labels, type Priority, type Severity } from '#contracts/words';
import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { type Platform, transact } from '#kit/transact';
import type { Alert, Incident } from '#prisma/generated/client';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { longestName } from '../ingest/alertName.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { closeEnded } from '../merge/closeEnded.ts';
import { moveAlerts } from '../merge/moveAlerts.ts';
import { takeAlerts } from '../merge/takeAlerts.ts';
import { requirePeople, requireResources, requireTeam } from '../people/requirePeople.ts';
import { readTree } from '../route/readTree.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { openByHand } from './openByHand.ts';
import { mostResources, readHandLabels } from './readHandLabels.ts';
import { readLine } from './readLine.ts';
import { readNote } from './readNote.ts';
import { takeIncidents } from './takeIncident.ts';

export type NewIncident = {
  title: string;
  severity: Severity;
  priority?: Priority | null | undefined;
  /** The first note. */
  description?: string | null | undefined;
  ownerTeamId?: string | null | undefined;
  assigneeId?: string | null | undefined;
  private?: boolean | undefined;
  alertIds?: readonly string[] | null | undefined;
  /** Beside those that its alerts share; resources that they name are linked, as an alert's are. */
  labels?: Labels | null | undefined;
  /** What it is about, beside what its labels name. */
  resourceIds?: readonly string[] | null | undefined;
};

/**
 * Opens an incident by hand, with chosen alerts or without any, and announces it at once. Chosen alerts leave the incidents that they are in. NOT_FOUND for
 * an unknown alert, resource, team or person; BAD_USER_INPUT for a bad title, description or label, or a private incident without a team; CONFLICT when an
 * open incident would be left without alerts: merge that one instead; FORBIDDEN for one that would lie outside the caller's scope.
 */
export async function createIncident(platform: Platform, caller: Caller, wanted: NewIncident): Promise<Incident> {
  requirePermission(caller, 'incidents:open');
  const title = readLine(wanted.title, 'title', longestName);
  const description = wanted.description?.trim() ? readNote(wanted.description) : null;
  const labels = readHandLabels(wanted.labels ?? {});
  const resourceIds = [...new Set(wanted.resourceIds ?? [])];
  if (resourceIds.length > mostResources) throw new AppError('BAD_USER_INPUT', `"resourceIds" takes at most ${mostResources} resources.`);
  const { tenantId, personId, via } = caller;
  const ownerTeamId = wanted.ownerTeamId ?? null;
  const assigneeId = wanted.assigneeId ?? null;
  if (wanted.private && ownerTeamId === null) throw new AppError('BAD_USER_INPUT', 'A private incident needs "ownerTeamId": the team that sees it.');

  return transact(platform, caller, async (unit) => {
    const { db, now, audit, emit, signal } = unit;
    await lockIntake(db, tenantId);
    if (ownerTeamId !== null) await requireTeam(db, ownerTeamId);
    await requirePeople(db, assigneeId === null ? [] : [assigneeId]);
    await requireResources(db, resourceIds);
    const alerts = await takeAlerts(db, caller, wanted.alertIds ?? []);
    const left = await leaveIncidents(unit, caller, alerts);

    const { root } = await readTree(unit, tenantId);
    const opened = await openByHand(unit, caller, {
      ...{ leaf: root, reason: 'opened_by_hand', facts: takenFrom(left), title, severity: wanted.severity, priority: wanted.priority ?? null },
      ...{ ownerTeamId, private: wanted.private ?? false, labels, alerts },
    });
    const incident =
      assigneeId === null ? opened : await db.incident.update({ where: { tenantId_id: { tenantId, id: opened.id } }, data: { assigneeId } });
    await requireOwnScope(db, caller, incident);
    await moveAlerts(unit, tenantId, alerts, incident);
    await closeEnded(unit, tenantId, left);
    if (description !== null) {
      await writeTimeline(db, [{ incidentId: incident.id, at: now, kind: 'note', actorId: personId, text: description, facts: { via } }]);
    }
    if (resourceIds.length > 0 || Object.keys(labels).length > 0) {
      emit('incident.described', { at: now.toISOString(), incidentId: incident.id, labels, resourceIds });
    }
    audit({
      action: 'incident.opened',
      subject: { kind: 'Incident', id: incident.id },
      after: { number: incident.number, title, severity: incident.severity, alerts: alerts.map(({ id }) => id) },
    });
    signal('incident', [incident.id, ...left.map(({ id }) => id)]);
    return incident;
  });
}

/** Which incidents a person took the alerts out of: what no rule joins again. */
function takenFrom(left: readonly Incident[]): Record<string, unknown> {
  return left.length === 0 ? {} : { takenFrom: left.map(({ id }) => id) };
}

/** FORBIDDEN for an incident that its opener would not see. Whether it is in scope is asked of the database, as it is for all that is read. */
async function requireOwnScope(db: IncidentsDb, caller: Caller, { id }: Incident): Promise<void> {
  const { scope } = caller;
  if (!scope) return;
  const viewer = viewerOf(caller);
  const seen = await readAs(db, viewer && { ...viewer, ids: null }, () => db.incident.findFirst({ where: { id }, select: { id: true } }));
  if (seen) return;
  const ways = [
    ...(scope.ownTeams ? ['give it to one of your teams ("ownerTeamId")', 'assign it to yourself ("assigneeId")'] : []),
    ...(scope.labels.length > 0
      ? [`give it labels ("labels"), or alerts ("alertIds") that all bear ${scope.labels.map(describeLabels).join(' or ')}`]
      : []),
  ];
  throw new AppError('FORBIDDEN', `This incident would be outside your scope, so you would not see it. ${capital(ways.join(', or '))}.`);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const describeLabels = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');

/** The incidents that these alerts are in, locked; CONFLICT when an open one would have none left. Each tells where they went. */
async function leaveIncidents({ db, now }: IncidentsUnit, caller: Caller, alerts: readonly Alert[]): Promise<Incident[]> {
  const leaving = Map.groupBy(
    alerts.filter(({ incidentId }) => incidentId !== null),
    ({ incidentId }) => incidentId ?? '',
  );
  const incidents = await takeIncidents(db, caller, [...leaving.keys()]);
  for (const { id, number, status } of incidents) {
    if (isOpen(status) && (await db.alert.count({ where: { incidentId: id } })) === leaving.get(id)?.length) {
      throw new AppError('CONFLICT', `Incident ${number} would be left without alerts; merge it instead.`);
    }
  }
  await writeTimeline(
    db,
    incidents.map(({ id }) => ({
      ...{ incidentId: id, at: now, kind: 'split_off' as const, actorId: caller.personId },
      facts: { alerts: leaving.get(id)?.length ?? 0, via: caller.via },
    })),
  );
  return incidents;
}
