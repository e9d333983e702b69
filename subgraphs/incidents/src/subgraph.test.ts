import { Client } from 'pg';
import { jest } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from './openTestIncidents.ts';
import { mostIds } from './filter/filterSql.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

const ask = (query: string, variables?: Record<string, unknown>) => platform.ask(sender.caller, query, variables);
const titles = async (filter: string) => {
  const { data, errors } = await ask(`{ incidents(filter: ${filter}) { totalCount edges { node { title } } } }`);
  expect(errors).toBeUndefined();
  expect(data.incidents.totalCount).toBe(data.incidents.edges.length);
  return data.incidents.edges.map(({ node }: any) => node.title);
};

test('an incident tells everything of itself', async () => {
  await platform.receive(
    sender,
    firing('Up', { labels: { severity: 'critical', job: 'api' }, generatorUrl: 'http://p/graph?g0.expr=up', annotations: { summary: 'Down' } }),
  );
  const { data, errors } = await ask(`{ incidents { edges { cursor node {
    id number title status severity openedAt acknowledgedAt resolvedAt labels updatedAt acknowledgedBy { id } resolvedBy { id } reason { reason facts }
    alerts { totalCount edges { node { id fingerprint name status severity labels annotations startsAt endsAt firstReceivedAt lastReceivedAt receivedCount
      generatorUrl expression integrationName incident { number } events { totalCount edges { node { id at status decision { reason facts } } } } } } }
    timeline { totalCount edges { node { id at kind actor { id } text facts } } }
  } } pageInfo { hasNextPage } } }`);
  expect(errors).toBeUndefined();
  const [{ node }] = data.incidents.edges;
  expect(node).toMatchObject({
    ...{
      number: 1,
      title: 'Up: Down',
      status: 'TRIGGERED',
      severity: 'CRITICAL',
      acknowledgedAt: null,
      resolvedAt: null,
      acknowledgedBy: null,
      resolvedBy: null,
    },
    labels: { alertname: 'Up', severity: 'critical', job: 'api' },
    reason: { reason: 'first_of_group', facts: { group: { alertname: 'Up' } } },
  });
  expect(node.alerts).toMatchObject({
    totalCount: 1,
    edges: [
      {
        node: {
          name: 'Up',
          status: 'FIRING',
          expression: 'up',
          integrationName: 'test',
          incident: { number: 1 },
          endsAt: null,
          startsAt: '2026-11-20T11:00:00.000Z',
        },
      },
    ],
  });
  expect(node.alerts.edges[0].node.events).toMatchObject({
    totalCount: 1,
    edges: [{ node: { status: 'FIRING', decision: { reason: 'new_alert' } } }],
  });
  expect(node.timeline).toMatchObject({
    totalCount: 1,
    edges: [{ node: { kind: 'opened', actor: null, text: null, facts: { alertName: 'Up', count: 1 } } }],
  });
});

test('a person answers an incident through the graph', async () => {
  const person = { ...sender.caller, personId: uuidv7() };
  await platform.receive(sender, firing('Up'));
  const [incident] = await platform.incidentsOf(sender);
  const { data, errors } = await platform.ask(
    person,
    `mutation ($id: ID!) {
      acknowledgeIncident(id: $id) { status acknowledgedBy { id } timeline { edges { node { kind actor { id } } } } }
      addIncidentNote(id: $id, text: "Looking") { timeline { edges { node { kind text } } } }
      resolveIncident(id: $id, note: "Done") { status resolvedBy { id } resolvedAt }
    }`,
    { id: incident?.id },
  );
  expect(errors).toBeUndefined();
  expect(data.acknowledgeIncident).toMatchObject({ status: 'ACKNOWLEDGED', acknowledgedBy: { id: person.personId } });
  expect(data.acknowledgeIncident.timeline.edges.at(-1).node).toEqual({ kind: 'acknowledged', actor: { id: person.personId } });
  expect(data.addIncidentNote.timeline.edges.map(({ node }: any) => node.kind)).toEqual(['opened', 'acknowledged', 'note']);
  expect(data.resolveIncident).toMatchObject({ status: 'RESOLVED', resolvedBy: { id: person.personId }, resolvedAt: expect.any(String) });
});

test('incidents are found by each condition, newest first', async () => {
  await platform.receive(sender, firing('Disk 100%', { labels: { severity: 'critical', path: '/var_log' } }));
  platform.advance(60);
  const between = platform.clock.now().toISOString();
  platform.advance(60);
  await platform.receive(sender, firing('Up', { labels: { team: 'Payments' } }));
  await platform.receive(sender, resolved('Up', { labels: { team: 'Payments' } }));
  const [disk] = await platform.incidentsOf(sender);

  expect(await titles('{}')).toEqual(['Up', 'Disk 100%']);
  expect(await titles('{ statuses: [TRIGGERED, ACKNOWLEDGED] }')).toEqual(['Disk 100%']);
  expect(await titles('{ severities: [MEDIUM] }')).toEqual(['Up']);
  expect(await titles('{ search: "dISK" }')).toEqual(['Disk 100%']);
  expect(await titles('{ search: "payments" }')).toEqual(['Up']);
  expect(await titles('{ search: "var lo" }')).toEqual(['Disk 100%']);
  expect(await titles('{ search: "var up" }')).toEqual([]);
  expect(await titles('{ search: "#2" }')).toEqual(['Up']);
  expect(await titles('{ search: "\\u0000\\\\" }')).toEqual([]);
  expect(await titles(`{ openedAfter: "${between}" }`)).toEqual(['Up']);
  expect(await titles(`{ openedBefore: "${between}" }`)).toEqual(['Disk 100%']);
  expect(await titles(`{ ids: ["${disk?.id}", "${uuidv7()}", "no id"] }`)).toEqual(['Disk 100%']);
  expect(await titles('{ ids: [] }')).toEqual([]);
  expect(await titles('{ statuses: [RESOLVED], severities: [CRITICAL] }')).toEqual([]);
  const many = await ask('query ($ids: [ID!]) { incidents(filter: { ids: $ids }) { totalCount } }', { ids: Array(mostIds + 1).fill(uuidv7()) });
  expect(many.errors?.[0]?.message).toMatch(/at most 500/);
});

test('alerts are found by each condition, the latest received first', async () => {
  await platform.receive(sender, firing('Up', { labels: { pod: 'a', severity: 'critical' } }));
  platform.advance(1);
  await platform.receive(sender, firing('Disk'));
  platform.advance(1);
  await platform.receive(sender, resolved('Net'));
  await platform.index(sender);
  const [up] = await platform.incidentsOf(sender);
  const names = async (filter: string) => {
    const { data, errors } = await ask(`{ alerts(filter: ${filter}) { totalCount edges { node { name } } } }`);
    expect(errors).toBeUndefined();
    return data.alerts.edges.map(({ node }: any) => node.name);
  };
  expect(await names('{}')).toEqual(['Net', 'Disk', 'Up']);
  expect(await names('{ statuses: [RESOLVED] }')).toEqual(['Net']);
  expect(await names('{ severities: [CRITICAL] }')).toEqual(['Up']);
  expect(await names('{ search: "\\"pod\\": \\"A" }')).toEqual(['Up']);
  expect(await names(`{ incidentId: "${up?.id}" }`)).toEqual(['Up']);
  expect(await names('{ incidentId: "no id" }')).toEqual([]);
});

test('every list is paged to its end', async () => {
  await platform.receive(sender, ...Array.from({ length: 5 }, (_, pod) => firing('Up', { labels: { pod: String(pod) } })));
  await platform.receive(sender, ...Array.from({ length: 4 }, (_, at) => firing(`Alert ${at}`)));
  const [incident] = await platform.incidentsOf(sender);
  const walk = async (page: (after: string) => string, at: (data: any) => any) => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { data, errors } = await ask(`{ ${page(after ? `, after: "${after}"` : '')} }`);
      expect(errors).toBeUndefined();
      const { edges, pageInfo } = at(data);
      seen.push(...edges.map(({ node }: any) => node.id));
      if (!pageInfo.hasNextPage) return seen;
      after = pageInfo.endCursor;
    }
  };
  const fields = '{ edges { node { id } } pageInfo { hasNextPage endCursor } }';
  expect(
    new Set(
      await walk(
        (after) => `incidents(first: 2${after}) ${fields}`,
        ({ incidents }) => incidents,
      ),
    ).size,
  ).toBe(5);
  expect(
    new Set(
      await walk(
        (after) => `alerts(first: 2${after}) ${fields}`,
        ({ alerts }) => alerts,
      ),
    ).size,
  ).toBe(9);
  const inIncident = (list: string) => (after: string) => `incident(id: "${incident?.id}") { ${list}(first: 2${after}) ${fields} }`;
  expect(new Set(await walk(inIncident('alerts'), (data) => data.incident.alerts)).size).toBe(5);
  for (let pod = 0; pod < 4; pod += 1) await platform.receive(sender, resolved('Up', { labels: { pod: String(pod) } }));
  expect(await walk(inIncident('timeline'), (data) => data.incident.timeline)).toHaveLength(5);
});

test('events of an alert are told newest first, page by page', async () => {
  for (const round of [0, 1, 2]) {
    await platform.receive(sender, firing('Up', { startsAt: new Date(Date.UTC(2026, 10, 20, round)) }));
    await platform.receive(
      sender,
      resolved('Up', { startsAt: new Date(Date.UTC(2026, 10, 20, round)), endsAt: new Date(Date.UTC(2026, 10, 20, round, 30)) }),
    );
    // Far enough apart not to flap.
    platform.advance(1_800);
  }
  const [alert] = await platform.alerts(sender);
  const page = async (after: string) => {
    const { data } = await ask(
      `{ alert(id: "${alert?.id}") { events(first: 4${after}) { totalCount edges { node { decision { reason } } } pageInfo { endCursor } } } }`,
    );
    return { ...data.alert.events, reasons: data.alert.events.edges.map(({ node }: any) => node.decision.reason) };
  };
  const first = await page('');
  expect(first).toMatchObject({ totalCount: 6, reasons: ['resolved', 'fired_again', 'resolved', 'fired_again'] });
  expect((await page(`, after: "${first.pageInfo.endCursor}"`)).reasons).toEqual(['resolved', 'new_alert']);
});

const wholePage = `{ incidents(first: 50) { totalCount edges { node { title reason { reason } acknowledgedBy { id }
  alerts { totalCount edges { node { name integrationName incident { number } events(first: 5) { edges { node { decision { reason } } } } } } }
  timeline { totalCount edges { node { kind actor { id } } } } } } } }`;

test('a page of fifty incidents with their alerts, timelines and counts costs a bounded number of statements', async () => {
  await platform.receive(sender, ...Array.from({ length: 50 }, (_, at) => firing(`Alert ${at}`)));
  await platform.receive(sender, ...Array.from({ length: 50 }, (_, at) => firing(`Alert ${at}`, { labels: { pod: 'b' } })));
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    const { data, errors } = await ask(wholePage);
    expect(errors).toBeUndefined();
    expect(data.incidents.edges).toHaveLength(50);
    expect(data.incidents.edges.every(({ node }: any) => node.alerts.totalCount === 2 && node.timeline.totalCount === 2)).toBe(true);
    const statements = query.mock.calls.filter(([statement]: any) => !String(statement.text ?? statement).includes('pgboss'));
    expect(statements.length).toBeGreaterThan(10);
    expect(statements.length).toBeLessThanOrEqual(18);
  } finally {
    query.mockRestore();
  }
});

describe('another tenant', () => {
  const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Incident { id } ... on Alert { id } } }';

  test('sees nothing, by list, by id, by filter or by reference', async () => {
    await platform.receive(sender, firing('Up'));
    const [[incident], [alert], stranger] = [await platform.incidentsOf(sender), await platform.alerts(sender), await platform.createTenant()];
    const representations = [
      { __typename: 'Incident', id: incident?.id },
      { __typename: 'Alert', id: alert?.id },
      { __typename: 'Incident', id: 'no id' },
    ];
    expect((await ask(entities, { r: representations })).data._entities).toEqual([{ id: incident?.id }, { id: alert?.id }, null]);
    expect((await platform.ask(stranger, entities, { r: representations })).data._entities).toEqual([null, null, null]);

    const { data, errors } = await platform.ask(
      stranger,
      `query ($incident: ID!, $alert: ID!) {
        incidents(filter: { ids: [$incident] }) { totalCount edges { node { id } } }
        alerts(filter: { ids: [$alert], incidentId: $incident }) { totalCount edges { node { id } } }
        incident(id: $incident) { id } alert(id: $alert) { id }
      }`,
      { incident: incident?.id, alert: alert?.id },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ incidents: { totalCount: 0, edges: [] }, alerts: { totalCount: 0, edges: [] }, incident: null, alert: null });
  });
});

test.each([
  ['incidents:read', '{ incidents { totalCount } }'],
  ['incidents:read', '{ incident(id: "x") { id } }'],
  ['alerts:read', '{ alerts { totalCount } }'],
  ['alerts:read', '{ alert(id: "x") { id } }'],
  ['alerts:read', '{ incidents { edges { node { alerts { totalCount } } } } }'],
  ['incidents:read', '{ alerts { edges { node { incident { id } } } } }'],
  ['incidents:read', '{ _entities(representations: [{ __typename: "Incident", id: "x" }]) { __typename } }'],
  ['alerts:read', '{ _entities(representations: [{ __typename: "Alert", id: "x" }]) { __typename } }'],
])('%s is needed for %s', async (permission, query) => {
  await platform.receive(sender, firing('Up'));
  const caller = { ...sender.caller, permissions: sender.caller.permissions.filter((name) => name !== permission) };
  expect((await platform.ask(caller, query)).errors?.[0]?.message).toContain(permission);
});
