import { addIncidentNote } from '../incident/addIncidentNote.ts';
import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { uuidv7 } from 'uuidv7';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender()));

async function found(list: 'alerts' | 'incidents', filter: string, by = sender): Promise<string[]> {
  const name = list === 'alerts' ? 'name' : 'title';
  const { data, errors } = await platform.ask(by.caller, `{ ${list}(filter: ${filter}) { edges { node { ${name} } } } }`);
  expect(errors).toBeUndefined();
  return data[list].edges.map(({ node }: any) => node[name]);
}

test.each([
  ['"checkout"', ['CheckoutErrorRate']],
  ['"errorrate"', []],
  ['"checkouterr"', ['CheckoutErrorRate']],
  ['"error check"', ['CheckoutErrorRate']],
  ['"pay-api"', ['CheckoutErrorRate']],
  ['"pay-ap"', ['CheckoutErrorRate']],
  ['"pa-api"', []],
  ['"連線"', ['DiskFull']],
  ['"資料庫連線"', ['DiskFull']],
  ['"庫連"', ['DiskFull']],
  ['"庫線"', []],
  ['"逾"', ['DiskFull']],
  ['"db01連線"', ['DiskFull']],
  ['"10.0.0.7"', ['DiskFull']],
  ['"\'; DROP"', []],
  ['"---"', []],
  ['"  "', ['DiskFull', 'CheckoutErrorRate']],
])('%s is found in names, labels and annotations', async (search, expected) => {
  await platform.receive(sender, firing('CheckoutErrorRate', { labels: { service: 'pay-api' } }));
  platform.advance(1);
  await platform.receive(sender, firing('DiskFull', { labels: { instance: '10.0.0.7:9100' }, annotations: { summary: 'db01 資料庫連線逾時' } }));
  await platform.index(sender);
  expect(await found('alerts', `{ search: ${search} }`)).toEqual(expected);
  expect((await found('incidents', `{ search: ${search} }`)).map((title) => title.split(':')[0])).toEqual(expected);
});

test('a note, new words of an alert and a retitled incident are found, and old words are not', async () => {
  await platform.receive(sender, firing('Up', { annotations: { summary: 'before' } }));
  const [incident] = await platform.incidentsOf(sender);
  await addIncidentNote(platform, sender.caller, incident?.id ?? '', '重開機 fixed by rebooting');
  expect(await found('incidents', '{ search: "重開 rebooting" }')).toEqual(['Up: before']);

  await platform.receive(sender, firing('Up', { annotations: { summary: 'afterwards' } }));
  await platform.index(sender);
  expect(await found('alerts', '{ search: "afterwards" }')).toEqual(['Up']);
  expect(await found('alerts', '{ search: "before" }')).toEqual([]);

  await platform.database.inTenant(sender.tenantId, (db) => db.incident.updateMany({ data: { title: 'Checkout is down' } }));
  expect(await found('incidents', '{ search: "checkout" }')).toEqual(['Checkout is down']);
});

test('an alert that is not indexed yet is found among ids, as live pages ask for it', async () => {
  await platform.receive(sender, firing('Up', { labels: { team: 'db' } }));
  const [alert] = await platform.alerts(sender);
  expect(await found('alerts', '{ search: "up" }')).toEqual([]);
  expect(await found('alerts', `{ ids: ["${alert?.id}"], search: "up", matchers: "team=db" }`)).toEqual(['Up']);
  expect(await found('alerts', `{ ids: ["${alert?.id}"], search: "down" }`)).toEqual([]);
});

test('matchers, integrations and times narrow both lists', async () => {
  await platform.receive(sender, firing('Disk', { labels: { env: 'prod', severity: 'critical' } }), firing('Cpu', { labels: { env: 'dev' } }));
  await platform.receive(sender, firing('Net', { labels: { env: "it's\\" } }));
  await platform.index(sender);
  for (const list of ['alerts', 'incidents'] as const) {
    expect(await found(list, '{ matchers: "env=prod" }')).toEqual(['Disk']);
    expect((await found(list, '{ matchers: "env!=prod" }')).sort()).toEqual(['Cpu', 'Net']);
    expect((await found(list, '{ matchers: "{env=~\\"prod|dev\\", alertname!~\\"D.*\\"}" }')).sort()).toEqual(['Cpu']);
    expect(await found(list, '{ matchers: "env=\\"it\'s\\\\\\\\\\"" }')).toEqual(['Net']);
    expect(await found(list, '{ matchers: "env=prod", search: "cpu" }')).toEqual([]);
    expect(await found(list, `{ integrationIds: ["${sender.integrationId}"], severities: [CRITICAL] }`)).toEqual(['Disk']);
    expect(await found(list, `{ integrationIds: ["${uuidv7()}"] }`)).toEqual([]);
  }
  expect(await found('alerts', `{ changedAfter: "${new Date(platform.clock.now().getTime() + 60_000).toISOString()}" }`)).toEqual([]);
  expect(await found('incidents', `{ priorities: [P1], ownerTeamIds: [], acknowledgedByIds: [], assigneeIds: [] }`)).toEqual([]);
});

test('those that sleep are told from those awake', async () => {
  await platform.receive(sender, firing('Disk'), firing('Cpu'));
  await platform.database.inTenant(sender.tenantId, (db) =>
    db.incident.updateMany({ where: { title: 'Disk' }, data: { snoozedUntil: new Date(platform.clock.now().getTime() + 60_000) } }),
  );
  expect(await found('incidents', '{ snoozed: true }')).toEqual(['Disk']);
  expect(await found('incidents', '{ snoozed: false, statuses: [TRIGGERED] }')).toEqual(['Cpu']);
});

test.each([
  ['env=\\"x', 'at character 5'],
  ['env=~\\"(\\"', 'not a regular expression of RE2'],
  ['env=~\\"\\\\\\\\pL\\"', 'cannot be filtered by'],
])('matchers %s are refused with the reason', async (matchers, reason) => {
  const { errors } = await platform.ask(sender.caller, `{ incidents(filter: { matchers: "${matchers}" }) { totalCount } }`);
  expect(errors?.[0]?.message).toContain(reason);
});

test('a common word is left to the walk of the list, and finds the same', async () => {
  await platform.database.inTenant(
    sender.tenantId,
    (db) => db.$executeRaw`
      INSERT INTO alert (fingerprint, name, status, severity, labels, annotations, starts_at, first_received_at, last_received_at, changed_at, integration_id)
      SELECT 'f' || n, 'Common ' || n, 'FIRING', 'LOW', jsonb_build_object('n', n::text), '{}', now(), now(), now(), now() - n * interval '1 second', ${sender.integrationId}::uuid
      FROM generate_series(1, 5100) AS n`,
  );
  await platform.database.inTenant(sender.tenantId, (db) => db.$executeRaw`SELECT index_alerts(array_agg(id)) FROM alert`);
  expect((await found('alerts', '{ search: "common" }')).slice(0, 2)).toEqual(['Common 1', 'Common 2']);
  expect(await found('alerts', '{ search: "common 4321" }')).toEqual(['Common 4321']);
  const { data } = await platform.ask(
    sender.caller,
    '{ alerts(filter: { search: "common", matchers: "n=~\\"1.*\\"" }) { totalCount } alertFacets(filter: { search: "common" }) { counted isComplete } }',
  );
  expect(data).toMatchObject({ alerts: { totalCount: 1 + 10 + 100 + 1000 }, alertFacets: { counted: 5100, isComplete: true } });
});

test('the index answers for one tenant only', async () => {
  const stranger = await platform.createSender();
  await platform.receive(sender, firing('Secret', { labels: { env: 'vault' } }));
  await platform.index(sender);
  for (const list of ['alerts', 'incidents'] as const) {
    expect(await found(list, '{ search: "secret" }')).toEqual(['Secret']);
    expect(await found(list, '{ search: "secret" }', stranger)).toEqual([]);
    expect(await found(list, '{ matchers: "env=vault" }', stranger)).toEqual([]);
  }
});

test('facets are counted under the other conditions', async () => {
  await platform.receive(sender, firing('Disk', { labels: { env: 'prod', severity: 'critical' } }), firing('Cpu', { labels: { env: 'prod' } }));
  await platform.receive(sender, firing('Net', { labels: { env: 'dev', severity: 'critical' } }));
  await platform.receive(sender, resolved('Net', { labels: { env: 'dev', severity: 'critical' } }));
  const { data, errors } = await platform.ask(
    sender.caller,
    `{ incidentFacets(filter: { statuses: [TRIGGERED] }) { counted isComplete statuses { value count } severities { value count } priorities { value } ownerTeams { value } labels { name values { value count } } }
       alertFacets(filter: { severities: [CRITICAL] }) { counted statuses { value count } severities { value count } integrations { value count } labels { name } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.incidentFacets).toMatchObject({ counted: 2, isComplete: true, priorities: [{ value: 'P1' }, { value: 'P3' }], ownerTeams: [] });
  expect(data.incidentFacets.statuses).toEqual([
    { value: 'TRIGGERED', count: 2 },
    { value: 'RESOLVED', count: 1 },
  ]);
  expect(data.incidentFacets.severities).toEqual([
    { value: 'CRITICAL', count: 1 },
    { value: 'MEDIUM', count: 1 },
  ]);
  expect(data.incidentFacets.labels[0]).toEqual({ name: 'env', values: [{ value: 'prod', count: 2 }] });
  expect(data.alertFacets).toMatchObject({ counted: 2, integrations: [{ value: sender.integrationId, count: 2 }] });
  expect(data.alertFacets.severities).toHaveLength(2);
});
