import type { IntegrationRecord } from './createIntegrations';
import type {
  AlertStatus,
  DeliveryStatus,
  IncidentRelationship,
  IncidentStatus,
  IncidentTaskState,
  InsightVerdict,
  LineageKind,
  MatcherOperator,
  Priority,
  ResourceKind,
  RuleHealth,
  GrafanaTargetRowFragment,
  ManagedRuleRowFragment,
  RuleFeedsQuery,
  RuleSourceRowFragment,
  RuleState,
  Severity,
  SilenceState,
  TimeIntervalInput,
} from '../../api/generated/graphql';

/** What the fake platform keeps. Times are ISO-8601; lists that belong to an incident stand in it. */
export interface Person {
  id: string;
  name: string;
}

export interface Decision {
  reason: string;
  facts: unknown;
}

export interface AttachmentRecord {
  id: string;
  name: string;
  isImage: boolean;
  bytes: number;
  createdAt: string;
  createdBy: Person | null;
  canRemove: boolean;
}

export interface IncidentRecord {
  id: string;
  number: number;
  title: string;
  status: IncidentStatus;
  severity: Severity;
  openedAt: string;
  acknowledgedAt: string | null;
  resolvedAt: string | null;
  acknowledgedBy: Person | null;
  resolvedBy: Person | null;
  labels: Record<string, string>;
  /** Why people are not told of it; left out while it is loud. */
  quiet?: { reason: string; until: string | null; by: Array<{ reason: string; label: string }> };
  reason: Decision;
  updatedAt: string;
  private: boolean;
  acknowledgedUntil?: string | null;
  snoozedUntil?: string | null;
  priority?: Priority | null;
  assignee?: Person | null;
  ownerTeam?: Person | null;
  roles: Array<{ name: string; person: Person; since: string }>;
  tasks: TaskRecord[];
  links: Array<{ id: string; title: string; url: string; createdAt: string }>;
  attachments: AttachmentRecord[];
  /** What was changed near it. */
  changes?: object[];
  /** Past incidents like it, with why. */
  similar?: Array<{ incidentId: string; score: number } & Record<string, unknown>>;
  relations: Array<{ relationship: IncidentRelationship; incidentId: string; since: string }>;
  mergedIntoId?: string | null;
  unmergeUntil?: string | null;
  alertIds: string[];
  resourceIds: string[];
  timeline: TimelineRecord[];
  deliveries: DeliveryRecord[];
  insights: InsightRecord[];
}

export interface SilenceRecord {
  id: string;
  comment: string;
  state: SilenceState;
  createdBy: string | null;
  createdByPerson: Person | null;
  startsAt: string;
  endsAt: string;
  createdAt: string;
  firing: number;
  matchers: Array<{ name: string; operator: MatcherOperator; value: string }>;
  recurrence: { rule: string; durationSeconds: number; timeZone: string } | null;
  window: { from: string; until: string } | null;
  windows(): Array<{ from: string; until: string }>;
  approval: Decision;
  decidedBy: Person | null;
}

export interface TaskRecord {
  id: string;
  title: string;
  state: IncidentTaskState;
  dueAt: string | null;
  owner: Person | null;
  createdAt: string;
  stateAt: string;
}

export interface TimelineRecord {
  id: string;
  at: string;
  kind: string;
  actor: Person | null;
  people?: Person[];
  text: string | null;
  facts: unknown;
}

export interface AlertRecord {
  id: string;
  fingerprint: string;
  name: string;
  status: AlertStatus;
  severity: Severity;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string | null;
  firstReceivedAt: string;
  lastReceivedAt: string;
  changedAt: string;
  receivedCount: number;
  generatorUrl: string | null;
  expression: string | null;
  /** The rule that it came from. */
  ruleId: string | null;
  ruleDecision: Decision | null;
  integrationName: string;
  incidentId: string | null;
  events: Array<{ id: string; at: string; status: AlertStatus; decision: Decision; payload?: { id: string } }>;
}

export interface ResourceRecord {
  id: string;
  kind: ResourceKind;
  name: string;
  labels: Record<string, string>;
  firstSeenAt: string;
  lastSeenAt: string;
  relations: Array<{ kind: string; direction: 'IN' | 'OUT'; resourceId: string }>;
}

/** A source as the pages read it. */
export type RuleSourceRecord = RuleSourceRowFragment;

/** A Grafana, and what it has against what it should have. */
export type GrafanaRecord = GrafanaTargetRowFragment & {
  drift: { reason: string; detail: string | null; rules: unknown[] };
};

export interface RuleRecord {
  id: string;
  name: string;
  query: string;
  group: string;
  file: string;
  state: RuleState;
  health: RuleHealth;
  lastError: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  forSeconds: number;
  keepFiringForSeconds: number;
  lastEvaluation: string | null;
  seenAt: string;
  goneAt: string | null;
  sourceId: string;
  metrics: Array<{ name: string | null; matchers: Array<{ name: string; op: string; value: string }> }>;
  /** Ids of its alerts that fire. */
  firingIds: string[];
}

export interface DeliveryRecord {
  id: string;
  event: string;
  status: DeliveryStatus;
  channelName: string;
  channelKind: string;
  destination: string;
  createdAt: string;
  nextAttemptAt: string | null;
  finishedAt: string | null;
  attempts: Array<{
    number: number;
    at: string;
    durationMs: number;
    outcome: string;
    httpStatus: number | null;
    detail: string | null;
  }>;
}

export interface Evidence {
  kind: string;
  text: string;
  facts: unknown;
}

export interface NodeRecord {
  kind: LineageKind;
  id: string;
  label: string;
}

export interface InsightRecord {
  id: string;
  verdict: InsightVerdict;
  summary: string;
  createdAt: string;
  suspects: Array<{ rank: number; score: number; node: NodeRecord; reasons: Evidence[] }>;
  evidence: Evidence[];
}

export interface LineageRecord {
  nodes: NodeRecord[];
  edges: Array<{ from: string; to: string; kind: string }>;
  truncated: boolean;
  source: 'NEO4J' | 'POSTGRES';
  behind: number;
}

/** All that one tenant has. */
export interface Records {
  incidents: IncidentRecord[];
  alerts: AlertRecord[];
  resources: ResourceRecord[];
  rules: RuleRecord[];
  ruleSources: RuleSourceRecord[];
  managedRules: ManagedRuleRowFragment[];
  ruleFeeds: Array<RuleFeedsQuery['ruleFeeds']['edges'][number]['node']>;
  grafanas: GrafanaRecord[];
  integrations: IntegrationRecord[];
  /** By `KIND:id` of the root. */
  lineages: Map<string, LineageRecord>;
  silences: SilenceRecord[];
  timeIntervals: Array<TimeIntervalInput & { id: string; isActive: boolean; nextTurn: string | null }>;
}
