import type { Decision } from '#contracts/words';
import type { Incident, Route } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { Group } from '../ingest/group.ts';
import { summarise, type Summarised } from './summarise.ts';

type OpenReason = 'first_of_group' | 'group_fired_again';

/** What an incident is opened on. */
export type Opening = {
  group: Group;
  route: Pick<Route, 'id' | 'name' | 'groupBy' | 'groupWaitMs' | 'ownerTeamId'>;
  alerts: readonly [Summarised, ...Summarised[]];
  /** The group's latest incident, which is resolved; undefined when there was none. */
  previous: Pick<Incident, 'id' | 'number'> | undefined;
  number: number;
};

/** A new incident of a group whose alerts fire while no incident of it is open. It is announced when the route's group_wait is over. */
export function openIncident({ group, route, alerts, previous, number }: Opening, tenantId: string, now: Date): Incident {
  const decision: Decision<OpenReason> = {
    reason: previous ? 'group_fired_again' : 'first_of_group',
    facts: {
      route: route.name,
      groupBy: route.groupBy,
      group: group.labels,
      alerts: alerts.length,
      ...(previous && { previous: { id: previous.id, number: previous.number } }),
    },
  };
  return {
    tenantId,
    id: uuidv7(),
    number,
    ...summarise(alerts),
    status: 'TRIGGERED',
    groupKey: group.key,
    routeId: route.id,
    reason: decision.reason,
    facts: decision.facts as Incident['facts'],
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedById: null,
    resolvedAt: null,
    resolvedById: null,
    flushAt: new Date(now.getTime() + route.groupWaitMs),
    flushedAt: null,
    quiet: null,
    quietUntil: null,
    priority: null,
    ownerTeamId: route.ownerTeamId,
    updatedAt: now,
  };
}
