import type { ReceivedAlert } from './receivedAlert.ts';
import { recognise } from './recognise.ts';
import { type IngestRequest, splitRounds } from './splitRounds.ts';

const alert = (name: string, status: ReceivedAlert['status'] = 'FIRING', summary = ''): ReceivedAlert =>
  recognise(
    { status, labels: { alertname: name }, annotations: { summary }, startsAt: null, endsAt: null, generatorUrl: null, repaired: [] },
    { id: 'x', fingerprintLabels: [], labels: {} },
  );
const request = (payloadId: string, ...alerts: ReceivedAlert[]): IngestRequest => ({ payloadId, integrationId: 'i', body: '', alerts });
const shown = (requests: IngestRequest[]) =>
  splitRounds(requests).map((round) => round.map(({ name, status, times, payloadId }) => `${name} ${status} ${times} ${payloadId}`));

test('within a request the later word wins, and all are counted', () => {
  expect(shown([request('p1', alert('A'), alert('B'), alert('A', 'RESOLVED'))])).toEqual([['A RESOLVED 2 p1', 'B FIRING 1 p1']]);
});

test('requests that say the same are merged into the first', () => {
  expect(shown([request('p1', alert('A')), request('p2', alert('A'), alert('B')), request('p3', alert('A'))])).toEqual([
    ['A FIRING 3 p1', 'B FIRING 1 p2'],
  ]);
});

test('what a later request says otherwise comes in a later round', () => {
  expect(
    shown([request('p1', alert('A')), request('p2', alert('A', 'RESOLVED'), alert('B')), request('p3', alert('A')), request('p4', alert('A'))]),
  ).toEqual([['A FIRING 1 p1', 'B FIRING 1 p2'], ['A RESOLVED 1 p2'], ['A FIRING 2 p3']]);
  expect(shown([request('p1', alert('A')), request('p2', alert('A', 'FIRING', 'other words'))])).toHaveLength(2);
});

test('a round has at most 500 statements', () => {
  const many = Array.from({ length: 1_001 }, (_, at) => alert(`A${at}`));
  expect(splitRounds([request('p1', ...many)]).map(({ length }) => length)).toEqual([500, 500, 1]);
  expect(splitRounds([request('p1')])).toEqual([]);
});
