import { isWorse, judgeWay } from './judgeWay.ts';

const running = { state: 'RUNNING', importance: 'DEFAULT' } as const;
const done = { state: 'DONE', importance: 'DEFAULT' } as const;
const stopped = { state: 'STOPPED', importance: 'DEFAULT' } as const;

test.each([
  ['a chain that the policy names now', 'DEFAULT', [], false, 'start'],
  ['a chain that runs and is named still', 'DEFAULT', [running], true, 'keep'],
  ['a chain that runs and is important now', 'IMPORTANT', [running], false, 'renew'],
  ['a chain that runs and is named no more', null, [running], false, 'end'],
  ['a chain that is through, of an incident that got no worse', 'DEFAULT', [done], false, 'keep'],
  ['a chain that is through, of an incident that got worse', 'DEFAULT', [done], true, 'start'],
  ['a chain that was stopped and is named again', 'DEFAULT', [done, stopped], false, 'start'],
  ['a chain that is through and is named no more', null, [done], true, 'keep'],
] as const)('%s', (_, wanted, past, isWorse, verdict) => {
  expect(judgeWay({ wanted, past, isWorse })).toBe(verdict);
});

test('worse is a higher severity or priority, and a first priority', () => {
  const now = { severity: 'HIGH', priority: 'P2' } as const;
  expect(isWorse({ severity: 'LOW' }, now)).toBe(true);
  expect(isWorse({ severity: 'CRITICAL' }, now)).toBe(false);
  expect(isWorse({ priority: 'P3' }, now)).toBe(true);
  expect(isWorse({ priority: 'P1' }, now)).toBe(false);
  expect(isWorse({ priority: null }, now)).toBe(true);
  expect(isWorse({ priority: 'P1' }, { ...now, priority: null })).toBe(false);
  expect(isWorse({}, now)).toBe(false);
});
