import type { Labels, Severity } from '#contracts/words';
import { type Rank, rankIncident } from '../incident/rankIncident.ts';
import { chooseOwner, type OwnerDecision } from './chooseOwner.ts';
import { chooseSeverity, type SeverityDecision } from './chooseSeverity.ts';
import type { RouteNode } from './plantRoutes.ts';
import { type Routed, routeAlert } from './routeAlert.ts';

/** An alert as far as routes look at it. */
export type RoutedAlert = { labels: Labels; severity: Severity; integrationOwnerId: string | null };

/** Everything that a tree says of an alert that would open an incident by itself. */
export type AlertDecisions = Routed & Rank & { owner: OwnerDecision; severity: SeverityDecision };

export function decideAlert(root: RouteNode, { labels, severity, integrationOwnerId }: RoutedAlert): AlertDecisions {
  const routed = routeAlert(root, labels);
  const { effective } = routed.leaf;
  const chosen = chooseSeverity(effective.severityRules, { severity, labels });
  return {
    ...routed,
    owner: chooseOwner(effective.ownerTeamId, integrationOwnerId),
    severity: chosen,
    ...rankIncident(effective, { severity: chosen.severity, labels }),
  };
}
