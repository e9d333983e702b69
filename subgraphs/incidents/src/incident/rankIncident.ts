import { priorities, severities, type Labels, type Priority, type Severity } from '#contracts/words';
import { choosePriority, type PriorityDecision } from '../route/choosePriority.ts';
import { chooseSla, type SlaDecision } from '../route/chooseSla.ts';
import type { EffectiveSettings } from '../route/plantRoutes.ts';

/** `chosen` is the priority that a rule of enrichment chose for one of its alerts. */
type Ranked = { severity: Severity; labels: Labels; chosen?: Priority | null };

/** What follows from how bad an incident is. */
export type Rank = { priority: PriorityDecision; sla: SlaDecision };

export function rankIncident({ priorityRules, sla }: Pick<EffectiveSettings, 'priorityRules' | 'sla'>, incident: Ranked): Rank {
  return { priority: choosePriority(priorityRules, incident), sla: chooseSla(sla, incident.severity) };
}

/** What an open incident's rank becomes; what is undefined stays as it is. */
export type RankChange = { priority?: Priority; facts?: Rank };

/**
 * The rank of an incident that got worse: its SLA is that of the severity it now has; its priority only ever rises by itself, as a person may
 * have set it. Undefined settings are those of a route that is no longer in the tree.
 */
export function rerankIncident(
  settings: Pick<EffectiveSettings, 'priorityRules' | 'sla'> | undefined,
  before: { severity: Severity; priority: Priority | null },
  incident: Ranked,
): RankChange {
  if (!settings || severities.indexOf(incident.severity) >= severities.indexOf(before.severity)) return {};
  const facts = rankIncident(settings, incident);
  const rises = before.priority === null || priorities.indexOf(facts.priority.priority) < priorities.indexOf(before.priority);
  return { facts, ...(rises && { priority: facts.priority.priority }) };
}
