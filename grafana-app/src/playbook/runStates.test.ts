import { statesOf } from './runStates';

const step = (path: string, status: string) => ({ path, status, id: path.replace(/^.*\./, '') });

it('a step that was done several times shows the worst of its turns and how many have ended', () => {
  const states = statesOf([
    step('each[0].clean', 'SUCCEEDED'),
    step('each[1].clean', 'RUNNING'),
    step('each[2].clean', 'SUCCEEDED'),
    step('each[3].clean', 'FAILED'),
    step('look', 'WAITING'),
  ]);
  expect(states.get('clean')).toMatchObject({ status: 'FAILED', ended: 3, turns: 4 });
  expect(states.get('clean')?.paths).toHaveLength(4);
  expect(states.get('look')).toMatchObject({ status: 'WAITING', ended: 0, turns: 1 });
  expect(states.get('never')).toBeUndefined();
});

it('a turn that was skipped hides no turn that was done', () => {
  expect(statesOf([step('e[0].a', 'SKIPPED'), step('e[1].a', 'SUCCEEDED')]).get('a')?.status).toBe('SUCCEEDED');
  expect(statesOf([step('e[0].a', 'SKIPPED'), step('e[1].a', 'SKIPPED')]).get('a')?.status).toBe('SKIPPED');
});
