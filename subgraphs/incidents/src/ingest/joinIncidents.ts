import type { Incident, Prisma, Route } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts, labelsOf } from '../incident/incidentFacts.ts';
import { openIncident } from '../incident/openIncident.ts';
import { widen } from '../incident/summarise.ts';
import { ensureDefaultRoute } from '../route/ensureDefaultRoute.ts';
import { flushIncidentTask } from '../tasks/flushIncident.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { describeAlerts } from './describeAlerts.ts';
import { group } from './group.ts';
import { groupNonEmpty } from './groupNonEmpty.ts';
import type { Judged } from './judge.ts';
import { lockLatestOfGroups } from './store/lockIncidents.ts';
import { nextNumber } from './store/nextNumber.ts';
import { writeSummaries } from './store/writeSummaries.ts';

/** An incident with the alerts of this round that fire in it. */
type Meeting = { incident: Incident; firing: [Judged, ...Judged[]] };

/** Brings each alert that fires to its group's open incident, opening one where none is open. Returns the incident's id by alert id. */
export async function joinIncidents(unit: IncidentsUnit, tenantId: string, firing: readonly Judged[]): Promise<Map<string, string>> {
  if (firing.length === 0) return new Map();
  const route = await ensureDefaultRoute(unit);
  const groups = groupNonEmpty(firing, ({ statement }) => group(statement.labels, route).key);
  const latest = await lockLatestOfGroups(unit.db, tenantId, [...groups.keys()]);

  const joined: Meeting[] = [];
  const unmet: Unmet[] = [];
  for (const [key, firing] of groups) {
    const incident = latest.get(key);
    if (incident && incident.status !== 'RESOLVED') joined.push({ incident, firing });
    else unmet.push({ previous: incident, firing });
  }
  await join(unit, tenantId, joined);
  const opened = await open(unit, tenantId, route, unmet);

  unit.signal(
    'incident',
    [...joined, ...opened].map(({ incident }) => incident.id),
  );
  return new Map([...joined, ...opened].flatMap(({ incident, firing }) => firing.map(({ alertId }) => [alertId, incident.id] as const)));
}

async function join({ db, now }: IncidentsUnit, tenantId: string, joined: readonly Meeting[]): Promise<void> {
  const summaries = joined.map(({ incident: { id, title, severity, labels }, firing }) => {
    const before = { title, severity, labels: labelsOf(labels) };
    return { id, ...firing.reduce((summary, { statement }) => widen(summary, statement), before) };
  });
  await writeSummaries(db, tenantId, summaries, now);
  await writeTimeline(
    db,
    joined.map(({ incident, firing }) => ({ incidentId: incident.id, at: now, kind: 'alert_joined', facts: describeAlerts(firing) })),
  );
}

/** Alerts of a group that has no open incident, with its latest one, if there was any. */
type Unmet = { previous: Incident | undefined; firing: [Judged, ...Judged[]] };

async function open(unit: IncidentsUnit, tenantId: string, route: Route, unmet: readonly Unmet[]): Promise<Meeting[]> {
  if (unmet.length === 0) return [];
  const { db, now } = unit;
  const first = await nextNumber(db);
  const opened = unmet.map(({ previous, firing }, at): Meeting => {
    const [{ statement }, ...others] = firing;
    const alerts = [statement, ...others.map(({ statement }) => statement)] as const;
    const opening = { group: group(statement.labels, route), route, alerts, previous, number: first + at };
    return { firing, incident: openIncident(opening, tenantId, now) };
  });

  // A json column takes no bare null, and no new incident is quiet.
  await db.incident.createMany({ data: opened.map(({ incident: { quiet: _, ...row } }) => row as Prisma.IncidentCreateManyInput) });
  await writeTimeline(
    db,
    opened.map(({ incident: { id, reason, severity }, firing }) => {
      return { incidentId: id, at: now, kind: 'opened', key: 'opened', facts: { reason, severity, ...describeAlerts(firing) } };
    }),
  );
  for (const { incident } of opened) {
    unit.emit('incident.opened', { incident: incidentFacts(incident) });
    unit.enqueue(flushIncidentTask, { incidentId: incident.id }, { startAfter: incident.flushAt });
  }
  return opened;
}
