import { recognise } from './recognise.ts';
import type { SourceAlert } from './receivedAlert.ts';

const alert: SourceAlert = {
  status: 'FIRING',
  labels: { alertname: 'Up', severity: 'warning' },
  annotations: {},
  startsAt: null,
  endsAt: null,
  generatorUrl: null,
  repaired: [],
};
const sender = { id: 'one', fingerprintLabels: [], labels: {} };

test('a key of the source is the identity, within its integration', () => {
  const known = recognise({ ...alert, key: 'disk/db-1' }, sender);
  expect(recognise({ ...alert, labels: { other: 'labels' }, key: 'disk/db-1' }, sender).fingerprint).toBe(known.fingerprint);
  expect(recognise({ ...alert, key: 'disk/db-1' }, { ...sender, id: 'two' }).fingerprint).not.toBe(known.fingerprint);
});

test("an integration's labels are added, and what the alert brings wins", () => {
  const { labels, severity } = recognise(alert, { ...sender, labels: { severity: 'critical', site: 'tpe' } });
  expect(labels).toEqual({ alertname: 'Up', severity: 'warning', site: 'tpe' });
  expect(severity).toBe('MEDIUM');
});

test('what the source says of the severity goes before its labels', () => {
  expect(recognise({ ...alert, severity: 'LOW' }, sender).severity).toBe('LOW');
});
