import { severity } from './severity.ts';

test.each([
  [{ severity: 'critical' }, 'CRITICAL'],
  [{ severity: 'page' }, 'CRITICAL'],
  [{ severity: ' Error ' }, 'CRITICAL'],
  [{ priority: 'P2' }, 'HIGH'],
  [{ severity: 'warning' }, 'MEDIUM'],
  [{ level: 'minor' }, 'LOW'],
  [{ severity: 'none' }, 'INFO'],
  [{ severity: 'purple', level: 'info' }, 'INFO'],
  [{ severity: 'purple' }, 'MEDIUM'],
  [{ severity: 'info', priority: 'p1' }, 'INFO'],
  [{}, 'MEDIUM'],
])('%j is %s', (labels, expected) => {
  expect(severity(labels)).toBe(expected);
});
