import { type Outcomes, rankPlaybook } from './rankPlaybook.ts';

const outcomes = (change: Partial<Outcomes> = {}): Outcomes => ({ helped: 0, didNotHelp: 0, succeeded: 0, failed: 0, ...change });
const rank = (here: Partial<Outcomes>, all: Partial<Outcomes> = here) => rankPlaybook(outcomes(here), outcomes(all));

test('what nobody knows anything of is in the middle', () => expect(rank({})).toEqual({ score: 0.5, reason: 'never_run' }));

test('better is what helped for the same alert, then what worked for it, then what worked elsewhere, then what did not', () => {
  const ranks = [
    rank({ helped: 3 }),
    rank({ succeeded: 3 }),
    rank({}, { succeeded: 3 }),
    rank({}),
    rank({}, { failed: 3 }),
    rank({ failed: 3 }),
    rank({ didNotHelp: 3 }),
  ];
  expect(ranks.map(({ score }) => score)).toEqual([...ranks.map(({ score }) => score)].sort((one, other) => other - one));
  expect(new Set(ranks.map(({ score }) => score)).size).toBe(ranks.length);
  expect(ranks.map(({ reason }) => reason)).toEqual([
    ...['helped_here', 'worked_here', 'worked_elsewhere', 'never_run', 'failed_elsewhere', 'failed_here', 'did_not_help_here'],
  ]);
});

test('one lucky run does not beat ten good ones', () => {
  expect(rank({ helped: 10 }).score).toBeGreaterThan(rank({ helped: 1 }).score);
  expect(rank({ helped: 9, didNotHelp: 1 }).score).toBeGreaterThan(rank({ helped: 1 }).score);
});
