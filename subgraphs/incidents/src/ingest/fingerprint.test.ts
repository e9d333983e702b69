import { fingerprint } from './fingerprint.ts';

test('the order of labels does not matter, every name and value does', () => {
  const labels = { alertname: 'Up', job: 'api' };
  expect(fingerprint({ job: 'api', alertname: 'Up' })).toBe(fingerprint(labels));
  expect(fingerprint({ ...labels, job: 'web' })).not.toBe(fingerprint(labels));
  expect(fingerprint({ ...labels, extra: '' })).not.toBe(fingerprint(labels));
  expect(fingerprint({ a: 'b","c' })).not.toBe(fingerprint({ a: 'b', c: '' }));
});

test('it is the same in every release', () => {
  expect(fingerprint({ alertname: 'Up', job: 'api' })).toBe('55a1253d0d02d232c3e8f3ac3c5115a40654a6416a05f78d3da6b9389e9f2198');
});

test('chosen labels alone decide, in any order, and one that is absent is left out', () => {
  const chosen = ['job', 'alertname', 'absent'];
  expect(fingerprint({ alertname: 'Up', job: 'api', pod: 'api-1' }, chosen)).toBe(fingerprint({ alertname: 'Up', job: 'api', pod: 'api-2' }, chosen));
  expect(fingerprint({ alertname: 'Up', job: 'api' }, chosen)).not.toBe(fingerprint({ alertname: 'Up', job: 'web' }, chosen));
});

test('alerts that have none of the chosen labels stay apart', () => {
  expect(fingerprint({ pod: 'a' }, ['job'])).not.toBe(fingerprint({ pod: 'b' }, ['job']));
});
