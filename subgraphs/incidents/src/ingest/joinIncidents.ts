import { isOpen } from '#contracts/words';
import type { Incident, Prisma } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { incidentFacts, labelsOf } from '../incident/incidentFacts.ts';
import { openIncident, type Opening } from '../incident/openIncident.ts';
import { rerankIncident } from '../incident/rankIncident.ts';
import { type Summary, widen } from '../incident/summarise.ts';
import { chooseOwner } from '../route/chooseOwner.ts';
import { chooseSeverity, type SeverityDecision } from '../route/chooseSeverity.ts';
import type { OpenTree } from '../route/openTree.ts';
import { type Routed, routeAlert } from '../route/routeAlert.ts';
import { flushIncidentTask } from '../tasks/flushIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { describeAlerts } from './describeAlerts.ts';
import { groupNonEmpty } from './groupNonEmpty.ts';
import type { Judged } from './judge.ts';
import { lockLatestOfGroups } from './store/lockIncidents.ts';
import { nextNumber } from './store/nextNumber.ts';
import { writeSummaries } from './store/writeSummaries.ts';

/** The incident that an alert joined, the path of the route that brought it there, and the routes that it passed because they continue. */
export type Joined = { incidentId: string; route: string[]; alsoMatched?: string[][] };

/** An alert that fires, with what its route makes of it. */
type Arrival = Judged & { routed: Routed; severity: SeverityDecision };
type Arrivals = readonly [Arrival, ...Arrival[]];

/** An incident with the alerts of this round that fire in it. */
type Meeting<Row = Incident> = { incident: Row; firing: Arrivals };

/** Brings each alert that fires to the open incident of its route's group, opening one where none is open. Returns what each joined, by alert id. */
export async function joinIncidents(
  unit: IncidentsUnit,
  tenantId: string,
  firing: readonly Judged[],
  openTree: OpenTree,
): Promise<Map<string, Joined>> {
  if (firing.length === 0) return new Map();
  const { root, ownerOf } = await openTree();
  const arrivals = firing.map((judged): Arrival => {
    const routed = routeAlert(root, judged.statement.labels);
    return { ...judged, routed, severity: chooseSeverity(routed.leaf.effective.severityRules, judged.statement) };
  });
  const groups = groupNonEmpty(arrivals, ({ routed }) => routed.group.key);
  const latest = await lockLatestOfGroups(unit.db, tenantId, [...groups.keys()]);

  const joinedOf = new Map<string, Meeting>();
  const unmet: Unmet[] = [];
  for (const [key, firing] of groups) {
    const incident = latest.get(key);
    if (!incident || !isOpen(incident.status)) unmet.push({ previous: incident, firing });
    // Several groups meet in one incident after a merge.
    else joinedOf.set(incident.id, { incident, firing: [firing[0], ...firing.slice(1), ...(joinedOf.get(incident.id)?.firing ?? [])] });
  }
  const joined = [...joinedOf.values()];
  await join(unit, tenantId, joined);
  const opened = await open(unit, tenantId, unmet, ownerOf);

  unit.signal(
    'incident',
    [...joined, ...opened].map(({ incident }) => incident.id),
  );
  return new Map(
    [...joined, ...opened].flatMap(({ incident, firing }) => firing.map((arrival) => [arrival.alertId, joinedBy(arrival, incident.id)] as const)),
  );
}

function joinedBy({ routed: { leaf, also } }: Arrival, incidentId: string): Joined {
  return { incidentId, route: leaf.path, ...(also.length > 0 && { alsoMatched: also.map(({ path }) => path) }) };
}

async function join({ db, now }: IncidentsUnit, tenantId: string, joined: readonly Meeting[]): Promise<void> {
  const summaries = joined.map(({ incident, firing }) => {
    const before = { title: incident.title, severity: incident.severity, labels: labelsOf(incident.labels) };
    const widened = firing.reduce((summary, arrival) => widen(summary, summarised(arrival)), before);
    const summary = { ...widened, ...pinnedOf(incident) };
    return { id: incident.id, ...summary, ...rerankIncident(firing[0].routed.leaf.effective, incident, summary) };
  });
  await writeSummaries(db, tenantId, summaries, now);
  await writeTimeline(
    db,
    joined.map(({ incident, firing }) => ({ incidentId: incident.id, at: now, kind: 'alert_joined', facts: describeAlerts(firing) })),
  );
}

/** What a person chose, which no alert changes. */
function pinnedOf({ title, titlePinned, severity, severityPinned }: Incident): Partial<Summary> {
  return { ...(titlePinned && { title }), ...(severityPinned && { severity }) };
}

/** What an incident says of an alert: the alert's own words, as bad as its route makes it. */
function summarised({ statement, severity }: Arrival): Judged['statement'] {
  return { ...statement, severity: severity.severity };
}

function opener(arrival: Arrival): Opening['alerts'][0] {
  return { ...summarised(arrival), decision: arrival.severity, also: arrival.routed.also };
}

/** Alerts of a group that has no open incident, with its latest one, if there was any. */
type Unmet = { previous: Incident | undefined; firing: Arrivals };

async function open(unit: IncidentsUnit, tenantId: string, unmet: readonly Unmet[], ownerOf: ReadonlyMap<string, string>): Promise<Meeting[]> {
  if (unmet.length === 0) return [];
  const { db, now } = unit;
  const first = await nextNumber(db);
  const opened = unmet.map(({ previous, firing }, at): Meeting<ReturnType<typeof openIncident>> => {
    const [{ routed, statement }, ...others] = firing;
    const ofRule = firing.find((arrival) => arrival.statement.enrichment?.ownerTeamId)?.statement.enrichment?.ownerTeamId;
    const owner = chooseOwner(routed.leaf.effective.ownerTeamId, ownerOf.get(statement.integrationId) ?? null, ofRule);
    const alerts = [opener(firing[0]), ...others.map(opener)] as const;
    return { firing, incident: openIncident({ ...routed, alerts, owner, previous, number: first + at }, tenantId, now) };
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
