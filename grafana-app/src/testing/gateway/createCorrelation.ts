import { GraphQLError } from 'graphql';
import type { CorrelationRuleInput, CorrelationState } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import type { IncidentRecord, Records } from './records';

/** A rule as tests make it. */
export interface CorrelationRuleRecord extends CorrelationRuleInput {
  id: string;
  suggestedCount: number;
  mergedCount: number;
  dismissedCount: number;
}

/** A pair of incidents that a rule found. */
export interface CorrelationRecord {
  id: string;
  olderId: string;
  youngerId: string;
  ruleName: string;
  state: CorrelationState;
  evidence: EvidenceRecord;
}

export interface EvidenceRecord {
  gapSeconds: number | null;
  hops: number | null;
  sharedLabels: Array<{ name: string; value: string }>;
  path: {
    nodes: Array<{ kind: string; key: string; label: string }>;
    edges: Array<{ kind: string; isForward: boolean }>;
  } | null;
}

/** One rule's word on an incident and another. */
export interface CorrelationDecisionRecord {
  id: string;
  incidentId: string;
  otherId: string;
  ruleName: string;
  reason: string;
  facts: object;
}

export interface CorrelationRecords {
  rules: CorrelationRuleRecord[];
  pairs: CorrelationRecord[];
  decisions: CorrelationDecisionRecord[];
}

/** The correlation rules of the fake platform, in their order, and the pairs that tests say they found. */
export function createCorrelation(
  records: Records,
  allow: (permission: string) => void,
  view: (incident: IncidentRecord) => object
) {
  const own: CorrelationRecords = { rules: [], pairs: [], decisions: [] };
  const now = new Date().toISOString();
  const incident = (id: string) => {
    const found = records.incidents.find((other) => other.id === id);
    return found && view(found);
  };
  const find = <Row extends { id: string }>(rows: Row[], id: string): Row => {
    const row = rows.find((other) => other.id === id);
    if (row === undefined) {
      throw new GraphQLError(`There is no ${id}.`, { extensions: { code: 'NOT_FOUND' } });
    }
    return row;
  };
  const ruleView = (rule: CorrelationRuleRecord) => ({
    ...{ updatedAt: now, mostHops: null, mostIncidents: 20, labels: [], enabled: true },
    ...rule,
    matchers: (rule.matchers ?? []).map((matcher) => ({ operator: 'EQUAL', ...matcher })),
  });
  const decide = (id: string, state: CorrelationState) => {
    allow('incidents:merge');
    const pair = find(own.pairs, id);
    own.pairs = own.pairs.map((other) => (other.id === id ? { ...other, state } : other));
    return incident(pair.olderId);
  };
  const root = {
    correlationRules: (paging: Paging) => connection(own.rules.map(ruleView), paging),
    createCorrelationRule: ({ input }: { input: CorrelationRuleInput }) => {
      allow('routes:manage');
      const rule = {
        ...input,
        id: `rule-${own.rules.length + 1}`,
        suggestedCount: 0,
        mergedCount: 0,
        dismissedCount: 0,
      };
      own.rules = [...own.rules, rule];
      return ruleView(rule);
    },
    updateCorrelationRule: ({ id, input }: { id: string; input: CorrelationRuleInput }) => {
      allow('routes:manage');
      const rule = { ...find(own.rules, id), ...input };
      own.rules = own.rules.map((other) => (other.id === id ? rule : other));
      return ruleView(rule);
    },
    moveCorrelationRule: ({ id, position }: { id: string; position: number }) => {
      allow('routes:manage');
      const rule = find(own.rules, id);
      const others = own.rules.filter((other) => other.id !== id);
      own.rules = [...others.slice(0, position - 1), rule, ...others.slice(position - 1)];
      return own.rules.map(ruleView);
    },
    deleteCorrelationRule: ({ id }: { id: string }) => {
      allow('routes:manage');
      const rule = find(own.rules, id);
      own.rules = own.rules.filter((other) => other.id !== id);
      return ruleView(rule);
    },
    testCorrelation: () => ({
      ...{ examined: records.incidents.length, truncated: false },
      matched: own.pairs.length,
      pairs: [
        ...own.pairs.map(({ olderId, youngerId, evidence }) => ({
          ...{ reason: 'matched', facts: {}, evidence },
          ...{ older: incident(olderId), younger: incident(youngerId) },
        })),
        ...own.decisions.map(({ incidentId, otherId, reason, facts }) => ({
          ...{ reason, facts, evidence: { gapSeconds: null, hops: null, sharedLabels: [], path: null } },
          ...{ older: incident(otherId), younger: incident(incidentId) },
        })),
      ],
    }),
    acceptCorrelation: ({ id }: { id: string }) => decide(id, 'ACCEPTED'),
    dismissCorrelation: ({ id }: { id: string }) => decide(id, 'DISMISSED'),
  };
  const correlationOf = (id: string) => ({
    judgedAt: now,
    pairs: (paging: Paging) =>
      connection(
        own.pairs
          .filter(({ olderId, youngerId }) => olderId === id || youngerId === id)
          .map((pair) => ({
            ...{ ...pair, createdAt: now, isOtherOlder: pair.youngerId === id },
            other: incident(pair.youngerId === id ? pair.olderId : pair.youngerId),
          })),
        paging
      ),
    decisions: (paging: Paging) =>
      connection(
        own.decisions
          .filter(({ incidentId }) => incidentId === id)
          .map((decision) => ({ ...decision, other: incident(decision.otherId), decidedAt: now })),
        paging
      ),
  });
  return { root, own, correlationOf };
}
