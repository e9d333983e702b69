import { type Decision, priorities, type Priority } from '#contracts/words';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { Group } from '../ingest/group.ts';
import type { ReceivedAlert } from '../ingest/receivedAlert.ts';
import type { OwnerDecision } from '../route/chooseOwner.ts';
import type { SeverityDecision } from '../route/chooseSeverity.ts';
import type { RouteNode } from '../route/plantRoutes.ts';
import { rankIncident } from './rankIncident.ts';
import { summarise, type Summarised } from './summarise.ts';
import { nothingDue } from './transitions.ts';

type OpenReason = 'first_of_group' | 'group_fired_again';

/** An alert as its route has it, with the decision on its severity and the routes that it passed because they continue. */
type Opener = Summarised & Pick<ReceivedAlert, 'enrichment'> & { decision: SeverityDecision; also: readonly RouteNode[] };

/** What an incident is opened on. */
export type Opening = {
  group: Group;
  leaf: RouteNode;
  alerts: readonly [Opener, ...Opener[]];
  owner: OwnerDecision;
  /** The group's latest incident, which is resolved; undefined when there was none. */
  previous: Pick<Incident, 'id' | 'number'> | undefined;
  number: number;
};

/** A new incident of a group whose alerts fire while no incident of it is open. It is announced when the route's group_wait is over. */
export function openIncident({ group, leaf, alerts, owner, previous, number }: Opening, tenantId: string, now: Date): Incident & { flushAt: Date } {
  const summary = summarise(alerts);
  const { priority, sla } = rankIncident(leaf.effective, { ...summary, chosen: chosenPriority(alerts) });
  const also = new Map(alerts.flatMap((alert) => alert.also.map((node) => [node.id, node] as const)));
  const decision: Decision<OpenReason> = {
    reason: previous ? 'group_fired_again' : 'first_of_group',
    facts: {
      route: leaf.name,
      routePath: leaf.path,
      groupBy: leaf.effective.groupBy,
      group: group.labels,
      alerts: alerts.length,
      ...(previous && { previous: { id: previous.id, number: previous.number } }),
      ...(also.size > 0 && { alsoMatched: [...also.values()].map(({ id, path, effective }) => ({ id, path, ownerTeamId: effective.ownerTeamId })) }),
      owner,
      severity: alerts.find((alert) => alert.severity === summary.severity)?.decision,
      priority,
      sla,
    },
  };
  return {
    tenantId,
    id: uuidv7(),
    number,
    ...summary,
    status: 'TRIGGERED',
    groupKey: group.key,
    routeId: leaf.id,
    reason: decision.reason,
    facts: decision.facts as Incident['facts'],
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedById: null,
    resolvedAt: null,
    resolvedById: null,
    flushAt: new Date(now.getTime() + leaf.effective.groupWaitMs),
    flushedAt: null,
    quiet: null,
    quietUntil: null,
    quietEndedAt: null,
    priority: priority.priority,
    ownerTeamId: owner.ownerTeamId,
    openedById: null,
    ...nothingDue,
    mergedIntoId: null,
    mergedAt: null,
    assigneeId: null,
    private: false,
    titlePinned: false,
    severityPinned: false,
    updatedAt: now,
  };
}

/** The first in rank of those that rules of enrichment chose for these alerts. */
function chosenPriority(alerts: Opening['alerts']): Priority | null {
  const chosen = new Set(alerts.map(({ enrichment }) => enrichment?.priority));
  return priorities.find((priority) => chosen.has(priority)) ?? null;
}
