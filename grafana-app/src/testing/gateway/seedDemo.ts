import type { IncidentStatus, LineageKind, Severity } from '../../api/generated/graphql';
import type { Platform } from './createPlatform';
import type { LineageRecord, NodeRecord, Records } from './records';
import { ada, alertOf, chen, incidentOf, resourceOf } from './samples';

const MINUTE = 60_000;

const titles = [
  'HostHighCpuLoad on db-7.eu-west-1',
  '資料庫連線數過高：訂單服務主資料庫',
  'KubePodCrashLooping checkout/payment-worker',
  'TargetDown node-exporter',
  '磁碟空間不足，預計 4 小時內用盡',
  'HighErrorRate: 5xx of api-gateway above 5 %',
  'Latency p99 of the search service above 2 s for 10 minutes in the regions eu-west-1, eu-central-1 and ap-northeast-1, which together serve more than 80 % of the traffic of the shop and of the partners who resell it',
  'CertificateExpiresSoon *.example.org',
];

const severityMix: Severity[] = ['CRITICAL', 'HIGH', 'HIGH', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'LOW', 'INFO'];

/** Fills the fake platform: many incidents, among them one with everything an incident can have, in two languages. */
export function seedDemo({ records }: Platform, count: number, now: number): void {
  const random = randomFrom(42);
  const at = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE).toISOString();
  for (let number = 1; number <= count; number += 1) {
    const age = (count - number + 1) * 3.1 + random() * 2;
    const status: IncidentStatus =
      age > 1_500 && random() < 0.9 ? 'RESOLVED' : random() < 0.3 ? 'ACKNOWLEDGED' : 'TRIGGERED';
    const person = random() < 0.5 ? ada : chen;
    records.incidents.push(
      incidentOf({
        id: `incident-${number}`,
        title: titles[Math.floor(random() * titles.length)] ?? '',
        severity: severityMix[Math.floor(random() * severityMix.length)] ?? 'LOW',
        status,
        openedAt: at(age),
        acknowledgedAt: status === 'TRIGGERED' ? null : at(age * 0.8),
        acknowledgedBy: status === 'TRIGGERED' ? null : person,
        resolvedAt: status === 'RESOLVED' ? at(age * 0.4) : null,
        labels: {
          alertname: 'HostHighCpuLoad',
          severity: 'critical',
          instance: `db-${Math.floor(random() * 40)}.eu-west-1:9100`,
          service: random() < 0.5 ? 'checkout' : '訂單服務',
          cluster: 'production',
          job: 'node',
          team: 'database',
        },
      })
    );
  }
  seedStory(records, at);
}

function seedStory(records: Records, at: (minutesAgo: number) => string): void {
  const story = records.incidents.at(-1);
  const second = records.incidents.at(-2);
  if (story === undefined || second === undefined) {
    return;
  }
  const hosts = ['db-7', 'db-8', 'api-1', 'api-2', 'api-3'].map((name, index) =>
    resourceOf({
      id: `resource-${name}`,
      name: `${name}.eu-west-1`,
      labels: { instance: `${name}.eu-west-1:9100`, region: 'eu-west-1', job: 'node' },
      firstSeenAt: at(60 * 24 * 30),
      lastSeenAt: at(index),
      relations: index < 2 ? [{ kind: 'part_of', direction: 'OUT', resourceId: 'resource-orders' }] : [],
    })
  );
  records.resources.push(
    ...hosts,
    resourceOf({
      id: 'resource-orders',
      kind: 'SERVICE',
      name: '訂單服務',
      labels: { service: 'orders', namespace: 'shop' },
      firstSeenAt: at(60 * 24 * 90),
      relations: [
        { kind: 'part_of', direction: 'IN', resourceId: 'resource-db-7' },
        { kind: 'part_of', direction: 'IN', resourceId: 'resource-db-8' },
        { kind: 'exposes', direction: 'OUT', resourceId: 'resource-api-1' },
      ],
    }),
    ...Array.from({ length: 300 }, (_, index) =>
      resourceOf({
        id: `resource-pod-${index}`,
        kind: 'POD',
        name: `payment-worker-7c9f8d6b5-${index.toString(36).padStart(5, 'x')}`,
        labels: { namespace: 'shop', pod: `payment-worker-${index}`, node: `node-${index % 12}` },
        lastSeenAt: at(index),
      })
    )
  );
  const alerts = [
    { name: 'HostHighCpuLoad', instance: 'db-7', severity: 'CRITICAL' as const, from: 95, to: null },
    { name: 'MySQLTooManyConnections', instance: 'db-7', severity: 'HIGH' as const, from: 80, to: null },
    { name: 'MySQLReplicationLag', instance: 'db-8', severity: 'HIGH' as const, from: 62, to: 20 },
    { name: 'HighErrorRate', instance: 'api-1', severity: 'CRITICAL' as const, from: 55, to: null },
    { name: 'HighErrorRate', instance: 'api-2', severity: 'CRITICAL' as const, from: 54, to: 31 },
    { name: '訂單服務延遲過高', instance: 'api-3', severity: 'MEDIUM' as const, from: 40, to: null },
  ].map(({ name, instance, severity, from, to }, index) =>
    alertOf({
      id: `alert-${index}`,
      name,
      severity,
      status: to === null ? 'FIRING' : 'RESOLVED',
      labels: {
        alertname: name,
        instance: `${instance}.eu-west-1:9100`,
        severity: severity.toLowerCase(),
        job: 'node',
        cluster: 'production',
      },
      annotations: {
        summary: `${name} on ${instance}: CPU of 97 % for more than 5 minutes`,
        description:
          'The host has spent more than 95 % of its CPU time outside of idle for five minutes.\n請檢查是否有失控的查詢。',
      },
      startsAt: at(from),
      endsAt: to === null ? null : at(to),
      lastReceivedAt: at(index / 10),
      changedAt: at(index / 10),
      receivedCount: 14 - index,
      generatorUrl: 'http://prometheus.example.org/graph?g0.expr=1',
      expression: '100 - (avg by (instance) (rate(node_cpu_seconds_total{mode="idle", job="node"}[5m])) * 100) > 95',
      incidentId: story.id,
      events: [
        {
          id: `event-${index}-2`,
          at: at(from - 4),
          status: 'FIRING',
          decision: { reason: 'severity_changed', facts: { from: 'HIGH', to: 'CRITICAL' } },
        },
        {
          id: `event-${index}-1`,
          at: at(from),
          status: 'FIRING',
          decision: { reason: 'new_alert', facts: { groupKey: '{cluster="production"}', incident: story.number } },
        },
      ],
    })
  );
  records.alerts.push(...alerts);
  for (let index = 0; index < 400; index += 1) {
    records.alerts.push(
      alertOf({
        id: `other-${index}`,
        name: titles[index % titles.length] ?? '',
        severity: severityMix[index % severityMix.length] ?? 'LOW',
        status: index % 3 === 0 ? 'RESOLVED' : 'FIRING',
        startsAt: at(index * 7 + 30),
        endsAt: index % 3 === 0 ? at(index * 3) : null,
        lastReceivedAt: at(index + 1),
        changedAt: at(index + 1),
        receivedCount: (index % 9) + 1,
        labels: { alertname: 'TargetDown', instance: `node-${index}:9100`, job: 'node' },
        incidentId: `incident-${Math.max(1, records.incidents.length - index - 3)}`,
      })
    );
  }
  Object.assign(story, {
    title: '資料庫連線數過高，訂單服務大量錯誤 (HostHighCpuLoad on db-7)',
    severity: 'CRITICAL',
    status: 'TRIGGERED',
    acknowledgedAt: null,
    acknowledgedBy: null,
    openedAt: at(78),
    alertIds: alerts.map(({ id }) => id),
    resourceIds: hosts.map(({ id }) => id),
    labels: { cluster: 'production', job: 'node', team: 'database' },
    timeline: [
      entry('opened', at(78), { alertName: 'HostHighCpuLoad' }),
      entry('alert_joined', at(77.9), { alertName: 'MySQLTooManyConnections' }),
      entry('flushed', at(77.5), { waitedMs: 30_000 }),
      entry('notify_failed', at(77.2), { channelName: 'pager', outcome: 'http_5xx', attempts: 1 }),
      entry('notified', at(76.6), { channelName: 'pager', attempts: 2 }),
      entry('run_succeeded', at(76), { playbookName: 'Collect slow queries', outcome: 'ok' }),
      entry('run_not_started', at(76), {
        triggerName: 'Restart on OOM',
        reason: 'not_matched',
        facts: { matcher: { name: 'reason' }, actual: '' },
      }),
      entry('insight', at(70), { verdict: 'SUSPECTS_RANKED', suspects: [{ label: 'db-7.eu-west-1' }] }),
      entry('alert_joined', at(62), { alertName: 'MySQLReplicationLag' }),
      {
        ...entry('note', at(45), {}),
        actor: chen,
        text: '我正在檢查慢查詢記錄。\nThe nightly export was started by hand at 14:02; stopping it now.',
      },
      entry('alert_resolved', at(31), { alertName: 'HighErrorRate' }),
      entry('escalated', at(20), { chain: 'database on call', step: 2 }),
      entry('alert_resolved', at(20), { alertName: 'MySQLReplicationLag' }),
    ],
    deliveries: [
      {
        id: 'delivery-1',
        event: 'opened',
        status: 'DELIVERED',
        channelName: 'pager',
        channelKind: 'webhook',
        destination: 'https://hooks.example.org/services/T0…/B0…/••••••',
        createdAt: at(77.4),
        nextAttemptAt: null,
        finishedAt: at(76.6),
        attempts: [
          {
            number: 1,
            at: at(77.2),
            durationMs: 3021,
            outcome: 'http_5xx',
            httpStatus: 503,
            detail: 'upstream connect error or disconnect/reset before headers',
          },
          { number: 2, at: at(76.6), durationMs: 184, outcome: 'delivered', httpStatus: 202, detail: null },
        ],
      },
      {
        id: 'delivery-2',
        event: 'opened',
        status: 'PENDING',
        channelName: '值班群組',
        channelKind: 'webhook',
        destination: 'https://chat.example.org/••••••',
        createdAt: at(77.4),
        nextAttemptAt: at(-2),
        finishedAt: null,
        attempts: [{ number: 1, at: at(77.2), durationMs: 10_000, outcome: 'timeout', httpStatus: null, detail: null }],
      },
    ],
    insights: [
      {
        id: 'insight-1',
        verdict: 'SUSPECTS_RANKED',
        summary: 'db-7.eu-west-1 fired first and is shared by 4 of 6 alerts.',
        createdAt: at(70),
        suspects: [
          {
            rank: 1,
            score: 0.87,
            node: { kind: 'RESOURCE', id: 'resource-db-7', label: 'db-7.eu-west-1' },
            reasons: [
              {
                kind: 'fired_first',
                text: 'The first alert is about it, 15 minutes before the next.',
                facts: { first: 1, leadMs: 900_000 },
              },
              { kind: 'shared_by_alerts', text: '4 of 6 alerts are about it.', facts: { alerts: 4, of: 6 } },
            ],
          },
          {
            rank: 2,
            score: 0.34,
            node: { kind: 'RESOURCE', id: 'resource-orders', label: '訂單服務' },
            reasons: [
              {
                kind: 'upstream_of',
                text: '2 others depend on it.',
                facts: { count: 2, labels: ['db-7.eu-west-1', 'db-8.eu-west-1'] },
              },
            ],
          },
        ],
        evidence: [{ kind: 'missing_lineage', text: '1 of 6 alerts names no resource.', facts: { alerts: 1, of: 6 } }],
      },
    ],
  });
  Object.assign(second, {
    alertIds: ['other-0'],
    insights: [
      {
        id: 'insight-2',
        verdict: 'NOT_ENOUGH_EVIDENCE',
        summary: 'One alert alone does not tell cause from symptom.',
        createdAt: at(3),
        suspects: [],
        evidence: [
          { kind: 'single_alert', text: 'The incident has one alert.', facts: { alerts: 1 } },
          { kind: 'missing_lineage', text: 'The alert names no resource.', facts: { alerts: 1, of: 1 } },
        ],
      },
    ],
  });
  const small = storyLineage(
    story.id,
    alerts.map(({ id, name }) => ({ kind: 'ALERT', id, label: name }))
  );
  records.lineages.set(`INCIDENT:${story.id}`, small);
  hosts.forEach(({ id }) => records.lineages.set(`RESOURCE:${id}`, small));
  records.lineages.set(`INCIDENT:${second.id}`, stormLineage(second.id));
}

let entries = 0;
function entry(kind: string, at: string, facts: unknown) {
  entries += 1;
  return { id: `entry-${entries}`, at, kind, actor: null, text: null, facts };
}

function storyLineage(incidentId: string, alerts: NodeRecord[]): LineageRecord {
  const resourceOfAlert = [
    'resource-db-7',
    'resource-db-7',
    'resource-db-8',
    'resource-api-1',
    'resource-api-2',
    'resource-api-3',
  ];
  const node = (kind: LineageKind, id: string, label: string): NodeRecord => ({ kind, id, label });
  return {
    source: 'NEO4J',
    behind: 0,
    truncated: false,
    nodes: [
      node('RULE', 'r1', 'HostHighCpuLoad'),
      node('RULE', 'r2', 'HighErrorRate'),
      node('METRIC', 'm1', 'node_cpu_seconds_total'),
      node('METRIC', 'm2', 'http_requests_total'),
      ...['db-7', 'db-8', 'api-1', 'api-2', 'api-3'].map((name) =>
        node('RESOURCE', `resource-${name}`, `${name}.eu-west-1`)
      ),
      node('RESOURCE', 'resource-orders', '訂單服務'),
      ...alerts,
      node('INCIDENT', incidentId, '資料庫連線數過高，訂單服務大量錯誤'),
      node('DELIVERY', 'delivery-1', 'pager'),
      node('RUN', 'run-1', 'Collect slow queries'),
      node('INSIGHT', 'insight-1', 'db-7.eu-west-1 fired first'),
    ],
    edges: [
      { from: 'RULE:r1', to: 'METRIC:m1', kind: 'reads' },
      { from: 'RULE:r2', to: 'METRIC:m2', kind: 'reads' },
      ...['db-7', 'db-8'].map((name) => ({ from: 'METRIC:m1', to: `RESOURCE:resource-${name}`, kind: 'measures' })),
      ...['api-1', 'api-2', 'api-3'].map((name) => ({
        from: 'METRIC:m2',
        to: `RESOURCE:resource-${name}`,
        kind: 'measures',
      })),
      ...['db-7', 'db-8'].map((name) => ({
        from: `RESOURCE:resource-${name}`,
        to: 'RESOURCE:resource-orders',
        kind: 'backs',
      })),
      ...alerts.map(({ id }, index) => ({
        from: `RESOURCE:${resourceOfAlert[index]}`,
        to: `ALERT:${id}`,
        kind: 'raised',
      })),
      ...alerts.map(({ id }) => ({ from: `ALERT:${id}`, to: `INCIDENT:${incidentId}`, kind: 'part_of' })),
      { from: `INCIDENT:${incidentId}`, to: 'DELIVERY:delivery-1', kind: 'notified_by' },
      { from: `INCIDENT:${incidentId}`, to: 'RUN:run-1', kind: 'answered_by' },
      { from: `INCIDENT:${incidentId}`, to: 'INSIGHT:insight-1', kind: 'explained_by' },
    ],
  };
}

/** A storm: 200 nodes, most of them alike. */
function stormLineage(incidentId: string): LineageRecord {
  const pods = Array.from({ length: 90 }, (_, index) => index);
  const nodes: NodeRecord[] = [
    { kind: 'RULE', id: 'rule', label: 'KubePodCrashLooping' },
    { kind: 'METRIC', id: 'metric', label: 'kube_pod_container_status_restarts_total' },
    { kind: 'INCIDENT', id: incidentId, label: 'KubePodCrashLooping checkout/payment-worker' },
    ...Array.from({ length: 4 }, (_, index): NodeRecord => ({
      kind: 'RESOURCE',
      id: `n${index}`,
      label: `node-${index}`,
    })),
    ...pods.map((index): NodeRecord => ({
      kind: 'RESOURCE',
      id: `p${index}`,
      label: `payment-worker-7c9f8d6b5-${index}`,
    })),
    ...pods.map((index): NodeRecord => ({
      kind: 'ALERT',
      id: `a${index}`,
      label: `KubePodCrashLooping payment-worker-${index}`,
    })),
    ...Array.from({ length: 9 }, (_, index): NodeRecord => ({
      kind: 'DELIVERY',
      id: `d${index}`,
      label: `pager ${index}`,
    })),
  ];
  return {
    source: 'POSTGRES',
    behind: 37,
    truncated: true,
    nodes,
    edges: [
      { from: 'RULE:rule', to: 'METRIC:metric', kind: 'reads' },
      ...pods.flatMap((index) => [
        { from: 'METRIC:metric', to: `RESOURCE:p${index}`, kind: 'measures' },
        { from: `RESOURCE:n${index % 4}`, to: `RESOURCE:p${index}`, kind: 'hosts' },
        { from: `RESOURCE:p${index}`, to: `ALERT:a${index}`, kind: 'raised' },
        { from: `ALERT:a${index}`, to: `INCIDENT:${incidentId}`, kind: 'part_of' },
      ]),
      ...Array.from({ length: 9 }, (_, index) => ({
        from: `INCIDENT:${incidentId}`,
        to: `DELIVERY:d${index}`,
        kind: 'notified_by',
      })),
    ],
  };
}

/** Small and repeatable; quality does not matter here. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
