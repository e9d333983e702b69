import { formatMatchers } from '#contracts/matcher';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { type Inhibitor } from '../inhibition/findInhibiting.ts';
import { readInhibitor } from '../inhibition/readInhibitor.ts';
import { findMaintenance } from '../maintenance/findMaintenance.ts';
import { type ActiveWindow, readActiveWindows } from '../maintenance/readActiveWindows.ts';
import { findParentDown } from '../parentDown/findParentDown.ts';
import { type DownAlert, readDownResources } from '../parentDown/readDownResources.ts';
import { readStandings, type Standing } from '../parentDown/readStandings.ts';
import { standardSettings } from '../route/plantRoutes.ts';
import { readTree, type RouteTree } from '../route/readTree.ts';
import { findSilencing } from '../silence/findSilencing.ts';
import { readActiveSilences, type ReadSilence } from '../silence/readActiveSilences.ts';
import { findIntervalCause } from '../timeInterval/findIntervalCause.ts';
import { readTimeIntervals, type TimeIntervals } from '../timeInterval/readTimeIntervals.ts';
import type { FiringAlert, QuietCause } from './quietCause.ts';
import { type QuietPolicy, readQuietPolicy } from './readQuietPolicy.ts';

/** Everything of a tenant by which quiet is judged, read once for many incidents. */
export type QuietRules = {
  at: Date;
  silences: readonly ReadSilence[];
  inhibitor: Inhibitor;
  maintenance: readonly ActiveWindow[];
  down: ReadonlyMap<string, DownAlert>;
  policy: QuietPolicy;
  intervals: TimeIntervals;
  routes: RouteTree['byId'];
  /** The least time between two announcements of an incident of this route, in milliseconds. */
  groupIntervalOf(routeId: string): number;
};

/** The rules as they stand at the transaction's time. */
export async function readQuietRules(unit: IncidentsUnit, tenantId: string): Promise<QuietRules> {
  const { db, now } = unit;
  const policy = await readQuietPolicy(db);
  const { byId } = await readTree(unit, tenantId);
  return {
    at: now,
    policy,
    routes: byId,
    silences: await readActiveSilences(db, now),
    inhibitor: await readInhibitor(db),
    maintenance: await readActiveWindows(db, now),
    down: await readDownResources(db, tenantId, policy),
    intervals: await readTimeIntervals(db),
    // A route that was taken out of the tree has no settings any more; its last incidents keep to the standard.
    groupIntervalOf: (routeId) => (byId.get(routeId)?.effective ?? standardSettings).groupIntervalMs,
  };
}

/** An alert that fires, with the route of its incident. */
export type Subject = FiringAlert & { routeId: string };

/** What mutes each of these alerts, by the alert's id; an empty list for one that is loud. */
export async function findCauses(
  db: IncidentsDb,
  tenantId: string,
  alerts: readonly Subject[],
  rules: QuietRules,
): Promise<ReadonlyMap<string, QuietCause[]>> {
  const stands = rules.maintenance.length > 0 || rules.down.size > 0;
  const standings = stands
    ? await readStandings(
        db,
        tenantId,
        alerts.map(({ id }) => id),
      )
    : new Map<string, Standing[]>();
  return new Map(alerts.map((alert) => [alert.id, causesOf(alert, standings.get(alert.id) ?? [], rules)]));
}

function causesOf(alert: Subject, standings: readonly Standing[], rules: QuietRules): QuietCause[] {
  const { at, silences, maintenance, inhibitor, down, policy } = rules;
  const parent = findParentDown(alert.id, standings, down, policy.parentDownHops);
  return [
    ...findIntervalCause(rules.routes.get(alert.routeId), rules.intervals, at),
    ...findSilencing(alert.labels, silences, at).map(({ silence, until }): QuietCause => {
      return { reason: 'silenced', kind: 'Silence', id: silence.id, label: silence.comment || formatMatchers(silence.matchers), until };
    }),
    ...findMaintenance(standings, maintenance).map(({ id, name, until }): QuietCause => {
      return { reason: 'maintenance', kind: 'MaintenanceWindow', id, label: name, until };
    }),
    ...inhibitor.findInhibiting(alert).map(({ rule, source }): QuietCause => {
      return { reason: 'inhibited', kind: 'InhibitionRule', id: rule.id, label: `${rule.name}: ${source.name}`, until: null, source };
    }),
    ...(parent
      ? [{ reason: 'parent_down', kind: 'Resource', id: parent.standing.resourceId, label: labelOf(parent), until: null } satisfies QuietCause]
      : []),
  ];
}

function labelOf({ standing, by }: { standing: Standing; by: DownAlert }): string {
  return `${standing.label ?? standing.resourceId}: ${by.alertName}`;
}
