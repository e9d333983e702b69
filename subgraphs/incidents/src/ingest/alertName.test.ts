import { alertName, longestName } from './alertName.ts';

test.each([
  [{ alertname: 'Up' }, { summary: 'It is up' }, 'Up'],
  [{ alertname: ' ' }, { summary: ' It is up ' }, 'It is up'],
  [{}, {}, 'unnamed alert'],
])('%j with %j is called %j', (labels, annotations, name) => {
  expect(alertName(labels, annotations)).toBe(name);
});

test('a name that never ends is cut between characters', () => {
  const name = alertName({ alertname: '😀'.repeat(100_000) }, {});
  expect(Array.from(name)).toHaveLength(longestName);
  expect(name).toMatch(/😀…$/u);
  expect(name.isWellFormed()).toBe(true);
});
