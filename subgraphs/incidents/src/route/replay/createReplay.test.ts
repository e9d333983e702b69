import { parseMatchers } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { plantRoutes } from '../plantRoutes.ts';
import { routeDraft, type RouteDraftInput } from '../routeDraft.ts';
import { createReplay, type ReplayEvent } from './createReplay.ts';

const root = '0197a000-0000-7000-8000-000000000001';
const plant = (draft: Omit<RouteDraftInput, 'name'>) => plantRoutes(routeDraft.parse({ name: 'root', id: root, ...draft }));
const event = (effect: ReplayEvent['effect'], alertId: string, labels: Labels = {}): ReplayEvent => ({
  ...{ effect, alertId, labels, name: alertId, integrationOwnerId: null, severity: 'HIGH', at: new Date('2026-11-20T11:00:00Z') },
});
const replay = (before: Omit<RouteDraftInput, 'name'>, after: Omit<RouteDraftInput, 'name'>, events: readonly ReplayEvent[]) => {
  const replay = createReplay(plant(before), plant(after));
  for (const each of events) replay.take(each);
  return replay.result();
};

const storm = [
  event('fires', 'a', { pod: '1', team: 'db' }),
  event('fires', 'b', { pod: '2', team: 'db' }),
  event('fires', 'c', { pod: '3' }),
  event('ends', 'a'),
  event('ends', 'b'),
  event('fires', 'a', { pod: '1', team: 'db' }),
  event('ends', 'never seen firing'),
];

test('the same tree changes nothing', () => {
  const result = replay({ groupBy: ['pod'] }, { groupBy: ['pod'] }, storm);
  expect(result).toMatchObject({ firings: 4, incidents: { before: 4, after: 4 }, moved: 0, merged: 0, split: 0, examples: [] });
  expect(result.bySeverity).toContainEqual({ severity: 'HIGH', before: 4, after: 4 });
  expect(result.flows).toEqual([{ from: ['root'], to: ['root'], firings: 4 }]);
});

test('an alert that gets worse stays in its incident', () => {
  const result = replay({}, {}, [event('fires', 'a'), { ...event('revised', 'a'), severity: 'CRITICAL' }, event('revised', 'never seen firing')]);
  expect(result).toMatchObject({ firings: 1, incidents: { before: 1, after: 1 } });
  expect(result.bySeverity).toContainEqual({ severity: 'CRITICAL', before: 1, after: 1 });
});

test('a coarser grouping merges, a finer one takes apart', () => {
  expect(replay({ groupBy: ['pod'] }, { groupBy: [] }, storm)).toMatchObject({
    ...{ incidents: { before: 4, after: 1 }, merged: 1, split: 0, moved: 0 },
    examples: [{ kind: 'merged', alertId: 'b', before: { group: { pod: '2' } }, after: { group: {} } }],
  });
  expect(replay({ groupBy: [] }, { groupBy: ['pod'] }, storm)).toMatchObject({ incidents: { before: 1, after: 4 }, merged: 0, split: 1 });
});

test('a new node takes alerts, with its owner, severity and priority', () => {
  const owner = '0197a000-0000-7000-8000-00000000000f';
  const db = { name: 'db', matchers: parseMatchers('team=db'), ownerTeamId: owner, severityRules: [{ matchers: [], severity: 'LOW' as const }] };
  const result = replay({}, { children: [db] }, storm);
  expect(result).toMatchObject({ moved: 3, ownerChanged: 3, severityChanged: 3, priorityChanged: 3, incidents: { before: 1, after: 3 }, split: 1 });
  expect(result.flows).toEqual([
    { from: ['root'], to: ['root', 'db'], firings: 3 },
    { from: ['root'], to: ['root'], firings: 1 },
  ]);
  expect(result.byRoute).toEqual([
    { path: ['root', 'db'], before: 0, after: 2 },
    { path: ['root'], before: 1, after: 1 },
  ]);
  expect(result.bySeverity.filter(({ before, after }) => before + after > 0)).toEqual([
    { severity: 'HIGH', before: 1, after: 1 },
    { severity: 'LOW', before: 0, after: 2 },
  ]);
  expect(result.examples.find(({ kind }) => kind === 'owner')).toMatchObject({
    before: { ownerTeamId: null },
    after: { ownerTeamId: owner, priority: 'P4' },
  });
});

test('examples are few, of every kind some', () => {
  const many = Array.from({ length: 500 }, (_, at) => event('fires', `a${at}`, { pod: String(at), team: 'db' }));
  const result = replay({ groupBy: ['pod'] }, { groupBy: ['pod'], children: [{ name: 'db', matchers: parseMatchers('team=db') }] }, many);
  expect(result.moved).toBe(500);
  expect(result.examples.length).toBeLessThanOrEqual(100);
});
