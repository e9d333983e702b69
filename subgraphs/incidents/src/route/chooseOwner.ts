import type { Decision } from '#contracts/words';

export type OwnerDecision = Decision<'team_of_rule' | 'team_of_route' | 'team_of_integration' | 'nobody'> & { ownerTeamId: string | null };

/** Whose an incident is: the team that a rule of enrichment chose for its first alert that has one, else the team that its route names, else the team of the integration that brought its first alert. */
export function chooseOwner(ofRoute: string | null, ofIntegration: string | null, ofRule: string | null = null): OwnerDecision {
  if (ofRule !== null) return { ownerTeamId: ofRule, reason: 'team_of_rule', facts: {} };
  if (ofRoute !== null) return { ownerTeamId: ofRoute, reason: 'team_of_route', facts: {} };
  if (ofIntegration !== null) return { ownerTeamId: ofIntegration, reason: 'team_of_integration', facts: {} };
  return { ownerTeamId: null, reason: 'nobody', facts: {} };
}
