import { judgeLoop, mostForIncident } from './judgeLoop.ts';

const cause = (playbookId: string) => ({ runId: `run of ${playbookId}`, playbookId, playbookName: playbookId.toUpperCase() });

test('a playbook follows out of others, and never out of itself, by however many', () => {
  expect(judgeLoop('a', [], 0)).toEqual({ refused: false });
  expect(judgeLoop('a', [cause('b'), cause('c')], 0)).toEqual({ refused: false });
  expect(judgeLoop('a', [cause('a'), cause('b')], 0)).toEqual({
    refused: true,
    reason: 'loop',
    facts: {
      chain: [
        { runId: 'run of a', playbookName: 'A' },
        { runId: 'run of b', playbookName: 'B' },
      ],
    },
  });
});

test('a chain ends, and so does what comes back from outside', () => {
  const chain = ['b', 'c', 'd', 'e', 'f'].map(cause);
  expect(judgeLoop('a', chain.slice(1), 0).refused).toBe(false);
  expect(judgeLoop('a', chain, 0)).toMatchObject({ refused: true, reason: 'chain_too_deep' });
  expect(judgeLoop('a', [], mostForIncident - 1).refused).toBe(false);
  expect(judgeLoop('a', [], mostForIncident)).toMatchObject({ refused: true, reason: 'too_often_for_incident' });
});
