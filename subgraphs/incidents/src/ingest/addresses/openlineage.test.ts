import { lineageOfJob } from '#graph/recording/tellReportedLineage';
import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (sender = await platform.createSender('OPENLINEAGE')));

async function post(change: object = {}, path = `/ingest/openlineage/${sender.token}/api/v1/lineage`, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ ...JSON.parse(readSample('openlineage-fail')), ...change });
  const answer = await fetch(platform.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, text: await answer.text() };
}
const statuses = async () => (await platform.incidentsOf(sender)).map(({ status }) => status);

test('a run that fails opens an incident, the next that completes closes it, answered as Marquez does', async () => {
  expect(await post()).toEqual({ status: 201, text: '' });
  expect(await statuses()).toEqual(['TRIGGERED']);
  expect(await post({ eventType: 'START', eventTime: '2026-11-20T10:00:00Z' })).toMatchObject({ status: 201 });
  expect(await statuses()).toEqual(['TRIGGERED']);
  expect(await post({ eventType: 'COMPLETE', eventTime: '2026-11-20T10:05:00Z' })).toMatchObject({ status: 201 });
  expect(await statuses()).toEqual(['RESOLVED']);
  expect(await platform.alerts(sender)).toMatchObject([{ name: 'Data job nightly.totals failed', endsAt: new Date('2026-11-20T10:05:00Z') }]);
});

test("the client's API key is the token", async () => {
  expect(await post({}, '/ingest/openlineage/api/v1/lineage', { authorization: `Bearer ${sender.token}` })).toMatchObject({ status: 201 });
  expect(await post({}, '/ingest/openlineage/api/v1/lineage')).toMatchObject({ status: 401 });
});

test('datasets and jobs go to the lineage', async () => {
  await post({ eventType: 'RUNNING' });
  const [report] = await platform.jobs(sender, 'lineage.reported/recordReportedLineage');
  expect(lineageOfJob(report as never)).toEqual({
    nodes: [
      expect.objectContaining({
        kind: 'JOB',
        id: 'shop:nightly.totals',
        label: 'nightly.totals',
        facts: expect.objectContaining({ lastEvent: 'RUNNING' }),
      }),
      { kind: 'DATASET', id: 'postgres://db-1:5432:shop.orders', label: 'postgres://db-1:5432:shop.orders' },
      { kind: 'DATASET', id: 's3://reports:totals', label: 's3://reports:totals' },
      { kind: 'JOB', id: 'shop:nightly', label: 'shop:nightly' },
    ],
    edges: [
      { from: { kind: 'DATASET', id: 'postgres://db-1:5432:shop.orders' }, kind: 'feeds', to: { kind: 'JOB', id: 'shop:nightly.totals' } },
      { from: { kind: 'JOB', id: 'shop:nightly.totals' }, kind: 'writes', to: { kind: 'DATASET', id: 's3://reports:totals' } },
      { from: { kind: 'JOB', id: 'shop:nightly' }, kind: 'contains', to: { kind: 'JOB', id: 'shop:nightly.totals' } },
    ],
  });
});
