import type { AlertRecord, IncidentRecord, Person, ResourceRecord, RuleRecord, RuleSourceRecord } from './records';

export const ada: Person = { id: 'person-ada', name: 'Ada Lovelace' };
export const chen: Person = { id: 'person-chen', name: '陳怡君' };

/** An incident with usual values where none are given; its number is taken from its id when that ends in digits. */
export function incidentOf(given: Partial<IncidentRecord> & { id: string }): IncidentRecord {
  const openedAt = given.openedAt ?? new Date().toISOString();
  return {
    number: Number(/\d+$/.exec(given.id)?.[0] ?? 1),
    title: `Incident ${given.id}`,
    status: 'TRIGGERED',
    severity: 'HIGH',
    openedAt,
    acknowledgedAt: null,
    resolvedAt: null,
    acknowledgedBy: null,
    resolvedBy: null,
    labels: {},
    reason: { reason: 'first_of_group', facts: {} },
    updatedAt: openedAt,
    private: false,
    roles: [],
    tasks: [],
    links: [],
    attachments: [],
    relations: [],
    alertIds: [],
    resourceIds: [],
    timeline: [{ id: `${given.id}-opened`, at: openedAt, kind: 'opened', actor: null, text: null, facts: {} }],
    deliveries: [],
    insights: [],
    ...given,
  };
}

/** A firing alert with usual values where none are given. */
export function alertOf(given: Partial<AlertRecord> & { id: string }): AlertRecord {
  const startsAt = given.startsAt ?? new Date().toISOString();
  return {
    fingerprint: `f-${given.id}`,
    name: `Alert ${given.id}`,
    status: 'FIRING',
    severity: 'HIGH',
    labels: { alertname: given.name ?? `Alert ${given.id}` },
    annotations: {},
    startsAt,
    endsAt: null,
    firstReceivedAt: startsAt,
    lastReceivedAt: startsAt,
    changedAt: startsAt,
    receivedCount: 1,
    generatorUrl: null,
    expression: null,
    ruleId: null,
    ruleDecision: null,
    integrationName: 'Alertmanager',
    incidentId: null,
    events: [],
    ...given,
  };
}

/** A host with usual values where none are given. */
export function resourceOf(given: Partial<ResourceRecord> & { id: string }): ResourceRecord {
  const now = new Date().toISOString();
  return { kind: 'HOST', name: given.id, labels: {}, firstSeenAt: now, lastSeenAt: now, relations: [], ...given };
}

/** A rule that does not fire, with usual values where none are given. */
export function ruleOf(given: Partial<RuleRecord> & { id: string }): RuleRecord {
  const now = new Date().toISOString();
  return {
    name: `Rule ${given.id}`,
    query: 'up == 0',
    group: 'hosts',
    file: '/etc/prometheus/rules.yml',
    state: 'INACTIVE',
    health: 'OK',
    lastError: null,
    labels: {},
    annotations: {},
    forSeconds: 300,
    keepFiringForSeconds: 0,
    lastEvaluation: now,
    seenAt: now,
    goneAt: null,
    sourceId: 'source-1',
    metrics: [{ name: 'up', matchers: [] }],
    firingIds: [],
    ...given,
  };
}

/** A Prometheus whose rules were read just now, with usual values where none are given. */
export function ruleSourceOf(given: Partial<RuleSourceRecord> & { id: string }): RuleSourceRecord {
  const now = new Date().toISOString();
  return {
    name: 'Prometheus',
    kind: 'PROMETHEUS',
    url: 'http://prometheus:9090',
    auth: 'NONE',
    enabled: true,
    intervalSeconds: 60,
    ruleCount: 0,
    createdAt: now,
    sync: { state: 'OK', reason: 'synced', detail: null, attemptedAt: now, succeededAt: now },
    ...given,
  };
}
