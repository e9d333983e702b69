import { alertsOfRun, jobKey, lineageName, readOpenLineageEvent } from './openlineage.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const failed = (change: object = {}) => ({ ...JSON.parse(readSample('openlineage-fail')), ...change });

test('a run that fails is an alert about its job', () => {
  expect(alertsOfRun(readOpenLineageEvent(failed()), now)).toEqual([
    {
      status: 'FIRING',
      key: '["openlineage","shop","nightly.totals"]',
      severity: 'HIGH',
      labels: {
        alertname: 'Data job nightly.totals failed',
        job_namespace: 'shop',
        job_name: 'nightly.totals',
        openlineage_job: 'shop:nightly.totals',
      },
      annotations: {
        description: 'column total is missing',
        run_id: '0190a6a0-7c3a-7b1e-9c55-0c6a3a4a9d11',
        event_type: 'FAIL',
        producer: 'https://scheduler.example.com/v2',
        inputs: 'postgres://db-1:5432:shop.orders',
        outputs: 's3://reports:totals',
      },
      startsAt: new Date('2026-11-20T09:15:00.123Z'),
      endsAt: null,
      generatorUrl: null,
      repaired: [],
    },
  ]);
});

test.each(['START', 'RUNNING', 'COMPLETE', 'OTHER', undefined])('%s raises nothing', (eventType) => {
  expect(alertsOfRun(readOpenLineageEvent(failed({ eventType })), now)).toEqual([]);
});

test('an aborted run is a milder alert of the same job', () => {
  const event = readOpenLineageEvent(failed({ eventType: 'ABORT' }));
  expect(alertsOfRun(event, now)).toMatchObject([{ key: jobKey(event), severity: 'MEDIUM' }]);
});

test('facets that are broken or unknown do not lose the event', () => {
  const run = { runId: 'x', facets: { parent: { job: 7 }, errorMessage: 'text', more: { a: [1] } } };
  expect(readOpenLineageEvent(failed({ run, job: { namespace: 'a', name: 'b', facets: { documentation: 4 } } }))).toMatchObject({
    run: { runId: 'x' },
  });
  expect(readOpenLineageEvent({ eventTime: '2026-11-20T09:15:00Z', job: { namespace: 'a', name: 'b' } }).inputs).toBeUndefined();
  expect(lineageName({ namespace: 'a', name: 'b' })).toBe('a:b');
});

test.each([
  ['no job', { job: undefined }, '"job"'],
  ['an event nobody knows', { eventType: 'PAUSE' }, '"eventType"'],
  ['inputs that are no list', { inputs: {} }, '"inputs"'],
])('%s is an unknown shape, and its field is named', (_, change, field) => {
  expect(() => readOpenLineageEvent(failed(change))).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }),
  );
});
