import type { EventPayload } from '#contracts/events';
import { metricsOf } from '../promql/metricsOf.ts';
import type { RecordedNode, Recording, Told } from './recordLineage.ts';

/** Follows `rules.synced`: rule -> metrics, before anything fires. What is gone from its source stays in the lineage: it led to what it led to. */
export function tellRuleLineage({ at, rules }: EventPayload<'rules.synced'>): Told {
  return { at, ...lineageOfRules(rules.filter(({ isGone }) => !isGone)) };
}

/** The nodes and edges that rules tell. */
export function lineageOfRules(rules: readonly Rule[]): Recording {
  const recording: Recording = { nodes: [], edges: [] };
  for (const rule of rules) {
    const node = ruleNode(rule);
    recording.nodes.push(node);
    for (const name of metricsOf(rule.expression).metrics) {
      const metric = { kind: 'METRIC', id: name } as const;
      recording.nodes.push({ ...metric, label: name });
      recording.edges.push({ from: { kind: 'RULE', id: rule.name }, kind: 'reads', to: metric });
    }
  }
  return recording;
}

type Rule = { name: string; expression: string | null };

/** The node of a rule, the same whether the rule itself or one of its alerts tells of it: its name is all that an alert carries of it. */
export function ruleNode({ name, expression }: Rule): RecordedNode {
  return { kind: 'RULE', id: name, label: name, facts: { expression, metrics: metricsOf(expression).reason } };
}
