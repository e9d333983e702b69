import { firing, openTestIncidents, resolved, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('PROMETHEUS')));

type Answer = { status: number; body: any };

async function call(method: string, path: string, body?: object, { token } = sender): Promise<Answer> {
  const answer = await fetch(`${platform.url}/ingest/prometheus/${token}/api/v2/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

const soon = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * 60_000).toISOString();
const silence = (change: object = {}) => ({
  matchers: [{ name: 'job', value: 'api', isRegex: false, isEqual: true }],
  startsAt: soon(0),
  endsAt: soon(60),
  createdBy: 'ada',
  comment: 'Deploy',
  ...change,
});

test('what fires is shown with its group, its receiver and what mutes it', async () => {
  await platform.receive(
    sender,
    firing('Up', { labels: { job: 'api' }, annotations: { summary: 'down' } }),
    firing('Disk', { labels: { job: 'db' } }),
  );
  await platform.receive(sender, firing('Gone'));
  await platform.receive(sender, resolved('Gone'));
  const { body: made } = await call('POST', 'silences', silence());

  const { body: alerts } = await call('GET', 'alerts');
  expect(alerts).toHaveLength(2);
  const up = alerts.find(({ labels }: any) => labels.alertname === 'Up');
  expect(up).toMatchObject({
    annotations: { summary: 'down' },
    receivers: [{ name: 'default' }],
    status: { state: 'suppressed', silencedBy: [made.silenceID], inhibitedBy: [], mutedBy: [] },
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(alerts.find(({ labels }: any) => labels.alertname === 'Disk')).toMatchObject({ status: { state: 'active', silencedBy: [] } });

  const { body: groups } = await call('GET', 'alerts/groups?filter=job%3D%22api%22');
  expect(groups).toEqual([{ labels: { alertname: 'Up' }, receiver: { name: 'default' }, alerts: [up] }]);
});

test.each([
  ['silenced=false', ['Disk']],
  ['active=false', ['Up']],
  ['filter=job%3D~%22a.%2B%22', ['Up']],
  ['filter=job%3D%22api%22&filter=alertname!%3D%22Up%22', []],
  ['receiver=def.*', ['Disk', 'Up']],
  ['receiver=def', []],
])('alerts?%s', async (query, expected) => {
  await platform.receive(sender, firing('Up', { labels: { job: 'api' } }), firing('Disk', { labels: { job: 'db' } }));
  await call('POST', 'silences', silence());
  const { body } = await call('GET', `alerts?${query}`);
  expect(body.map(({ labels }: any) => labels.alertname).toSorted()).toEqual(expected);
});

test('a silence is made, changed, listed and expired as Alertmanager does it', async () => {
  const { status, body } = await call('POST', 'silences', silence({ annotations: { ticket: 'OPS-1' } }));
  expect(status).toBe(200);
  const id = body.silenceID as string;
  const { body: shown } = await call('GET', `silence/${id}`);
  expect(shown).toMatchObject({
    ...silence(),
    id,
    startsAt: expect.any(String),
    endsAt: expect.any(String),
    status: { state: 'active' },
    annotations: { ticket: 'OPS-1' },
  });

  const longer = await call('POST', 'silences', { ...shown, endsAt: soon(120) });
  expect(longer.body).toEqual({ silenceID: id });
  const other = await call('POST', 'silences', { ...shown, matchers: [{ name: 'job', value: 'db', isRegex: false }] });
  expect(other.body.silenceID).not.toBe(id);
  expect((await call('GET', 'silences')).body.map(({ id, status }: any) => [id, status.state])).toEqual([
    [other.body.silenceID, 'active'],
    [id, 'expired'],
  ]);
  expect((await call('GET', 'silences?filter=job%3D%22db%22')).body).toHaveLength(1);

  expect((await call('DELETE', `silence/${other.body.silenceID}`)).status).toBe(200);
  expect((await call('GET', `silence/${other.body.silenceID}`)).body.status.state).toBe('expired');
});

test('refusals are a JSON string with the code in it', async () => {
  const id = '00000000-0000-7000-8000-000000000000';
  expect(await call('GET', `silence/${id}`)).toEqual({ status: 404, body: expect.stringMatching(/^NOT_FOUND: /) });
  expect(await call('DELETE', 'silence/none')).toMatchObject({ status: 404 });
  expect(await call('POST', 'silences', silence({ id }))).toMatchObject({ status: 404 });
  expect(await call('POST', 'silences', silence({ matchers: [] }))).toEqual({ status: 400, body: expect.stringMatching(/^UNKNOWN_SHAPE: /) });
  expect(await call('POST', 'silences', silence({ comment: ' ' }))).toMatchObject({ status: 400 });
  expect(await call('POST', 'silences', silence({ matchers: [{ name: 'a', value: '.*', isRegex: true }] }))).toMatchObject({ status: 400 });
  expect(await call('GET', 'alerts?filter=%7B')).toMatchObject({ status: 400 });
  expect(await call('GET', 'alerts?silenced=perhaps')).toMatchObject({ status: 400 });
  expect(await call('GET', 'alerts?receiver=(')).toMatchObject({ status: 400 });
  expect(await call('GET', 'alerts', undefined, { ...sender, token: 'sre_int_unknown' })).toEqual({
    status: 401,
    body: expect.stringMatching(/^UNAUTHENTICATED: /),
  });
});

test('another tenant sees and changes nothing of it', async () => {
  await platform.receive(sender, firing('Up', { labels: { job: 'api' } }));
  const { body } = await call('POST', 'silences', silence());
  const stranger = await platform.createSender('PROMETHEUS');
  for (const list of ['alerts', 'alerts/groups', 'silences']) expect((await call('GET', list, undefined, stranger)).body).toEqual([]);
  expect(await call('GET', `silence/${body.silenceID}`, undefined, stranger)).toMatchObject({ status: 404 });
  expect(await call('DELETE', `silence/${body.silenceID}`, undefined, stranger)).toMatchObject({ status: 404 });
  expect(await call('POST', 'silences', silence({ id: body.silenceID }), stranger)).toMatchObject({ status: 404 });
  expect((await call('GET', `silence/${body.silenceID}`)).body.status.state).toBe('active');
});

test('status and receivers tell of the routes', async () => {
  await platform.receive(sender, firing('Up'));
  const { body: status } = await call('GET', 'status');
  expect(status).toMatchObject({ cluster: { status: 'disabled' }, uptime: expect.any(String), versionInfo: { version: '0.31.1' } });
  expect(status.config.original).toContain('receiver: default');
  expect((await call('GET', 'receivers')).body).toEqual([{ name: 'default' }]);
});
