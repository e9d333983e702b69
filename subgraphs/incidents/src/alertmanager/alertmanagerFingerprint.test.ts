import { alertmanagerFingerprint } from './alertmanagerFingerprint.ts';

test("the fingerprints of prometheus/common's own tests", () => {
  expect(alertmanagerFingerprint({})).toBe('cbf29ce484222325');
  expect(alertmanagerFingerprint({ 'first name': 'edsger', 'last name': 'dijkstra' })).toBe(
    alertmanagerFingerprint({ 'last name': 'dijkstra', 'first name': 'edsger' }),
  );
});

test('a name does not run into its value', () => {
  expect(alertmanagerFingerprint({ ab: 'c' })).not.toBe(alertmanagerFingerprint({ a: 'bc' }));
});
