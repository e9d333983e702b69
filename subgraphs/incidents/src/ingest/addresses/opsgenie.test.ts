import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('OPSGENIE')));

async function call(method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown, by = sender) {
  const answer = await fetch(`${platform.url}/ingest/opsgenie/v2/alerts${path}`, {
    method,
    headers: { authorization: `GenieKey ${by.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as any };
}

const creation = (change: object = {}) => ({ ...JSON.parse(readSample('opsgenie-create')), ...change });
const named = '/replication%2Fdb-1';
const outcome = async ({ body }: { body: any }) => (await call('GET', `/requests/${body.requestId}`)).body.data;

test('an alert is created, acknowledged, noted and closed, each with an outcome to ask for', async () => {
  const created = await call('POST', '', creation());
  expect(created).toEqual({
    status: 202,
    body: { result: 'Request will be processed', took: expect.any(Number), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  const [alert] = await platform.alerts(sender);
  expect(await outcome(created)).toMatchObject({
    isSuccess: true,
    action: 'Create',
    status: 'Created alert',
    alertId: alert?.id,
    alias: 'replication/db-1',
  });

  const acknowledged = await call('POST', `${named}/acknowledge?identifierType=alias`, { user: 'Mei', note: 'looking' });
  expect(await outcome(acknowledged)).toMatchObject({ isSuccess: true, action: 'Acknowledge' });
  expect((await call('GET', `${named}?identifierType=alias`)).body.data).toMatchObject({ status: 'open', acknowledged: true });
  await call('POST', `/${alert?.id}/notes`, { user: 'Mei', note: 'restarting the replica' });
  const closed = await call('POST', `/${alert?.id.slice(-8)}/close?identifierType=tiny`, { user: 'Mei' });
  expect(await outcome(closed)).toMatchObject({ isSuccess: true, action: 'Close', alertId: alert?.id });

  const [incident] = await platform.incidentsOf(sender);
  expect(incident?.status).toBe('RESOLVED');
  expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'acknowledged', 'note', 'note', 'alert_resolved', 'resolved']);
  expect((await call('GET', `${named}?identifierType=alias`)).body.data).toMatchObject({
    id: alert?.id,
    alias: 'replication/db-1',
    message: 'Replication of db-1 is behind',
    status: 'closed',
    priority: 'P2',
    tags: ['postgres', 'replica'],
    entity: 'db-1',
    description: 'The replica is 340 seconds behind its primary.',
    integration: { id: sender.integrationId, name: 'test' },
  });
});

test('deleting ends an alert; what was received is kept', async () => {
  await call('POST', '', creation());
  expect(await call('DELETE', `${named}?identifierType=alias`)).toMatchObject({ status: 202 });
  expect(await platform.alerts(sender)).toMatchObject([{ status: 'RESOLVED', name: 'Replication of db-1 is behind' }]);
});

test('without an alias every creation is an alert of its own', async () => {
  const first = await call('POST', '', { message: 'one' });
  await call('POST', '', { message: 'one' });
  expect(await platform.alerts(sender)).toHaveLength(2);
  const { alertId, alias } = await outcome(first);
  expect(alias).toBe(alertId);
  expect((await call('GET', `/${alias}?identifierType=alias`)).body.data.id).toBe(alertId);
});

test('alerts are listed by status and alias, page by page', async () => {
  for (const name of ['a', 'b', 'c']) await call('POST', '', { message: name, alias: name });
  await call('POST', '/b/close?identifierType=alias', {});
  await call('POST', '/c/acknowledge?identifierType=alias', {});
  const list = async (query: string) => (await call('GET', `?${query}`)).body.data.map(({ message }: any) => message);
  expect(await list('')).toEqual(['c', 'b', 'a']);
  expect(await list('limit=1&offset=1')).toEqual(['b']);
  expect(await list('order=asc&limit=1')).toEqual(['a']);
  expect(await list('query=status%3Aopen')).toEqual(['c', 'a']);
  expect(await list('query=status%3Dclosed')).toEqual(['b']);
  expect(await list('query=status%3Aacked')).toEqual(['c']);
  expect(await list('query=status%3Aunacked')).toEqual(['a']);
  expect(await list('query=status%3Aopen%20AND%20alias%3A%22a%22')).toEqual(['a']);
});

test('an action on what is not there is taken, and its outcome says so', async () => {
  const answer = await call('POST', '/never/close?identifierType=alias', {});
  expect(answer.status).toBe(202);
  expect(await outcome(answer)).toMatchObject({ isSuccess: false, status: 'Alert does not exist', alertId: '' });
});

test('one integration knows nothing of the alerts and requests of another', async () => {
  const other = await platform.createSender('OPSGENIE');
  const created = await call('POST', '', creation());
  const [alert] = await platform.alerts(sender);
  for (const path of [
    `/${alert?.id}`,
    `${named}?identifierType=alias`,
    `/${alert?.id.slice(-8)}?identifierType=tiny`,
    `/requests/${created.body.requestId}`,
  ])
    expect(await call('GET', path, undefined, other)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect((await call('GET', '', undefined, other)).body.data).toEqual([]);
  for (const verb of ['close', 'acknowledge', 'notes']) await call('POST', `/${alert?.id}/${verb}`, { note: 'mine now' }, other);
  const [incident] = await platform.incidentsOf(sender);
  expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened']);
});

test.each<[string, number, string, () => Promise<{ status: number; body: any }>]>([
  ['no message', 422, 'UNKNOWN_SHAPE', () => call('POST', '', {})],
  ['a note without words', 422, 'UNKNOWN_SHAPE', () => call('POST', '/x/notes', { note: ' ' })],
  ['an unknown key', 401, 'UNAUTHENTICATED', () => call('POST', '', creation(), { ...sender, token: 'unknown' })],
  ['a query that is not understood', 400, 'BAD_USER_INPUT', () => call('GET', '?query=tag%3Adb')],
  ['an unknown kind of name', 400, 'BAD_USER_INPUT', () => call('GET', '/x?identifierType=name')],
  ['no such alert', 404, 'NOT_FOUND', () => call('GET', '/%00?identifierType=tiny')],
  ['no such request', 404, 'NOT_FOUND', () => call('GET', '/requests/ffffffff-ffff-7fff-8fff-ffffffffffff')],
  ['a page too far', 400, 'BAD_USER_INPUT', () => call('GET', '?offset=20001')],
])('%s: %i %s', async (_, status, code, send) => {
  expect(await send()).toMatchObject({ status, body: { message: expect.any(String), requestId: expect.any(String), code } });
});
