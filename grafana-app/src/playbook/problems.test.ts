import { faultyAddresses, problemsAt } from './problems';

const problems = [
  { path: 'steps[0].url', message: 'a' },
  { path: 'steps[0].rollBack[1].url', message: 'b' },
  { path: 'steps[10].branches[0][2]', message: 'c' },
  { path: 'inputs.disk.type', message: 'd' },
  { path: '', message: 'e' },
];

it('a field has its own problems and those inside it, and not those of a name that begins alike', () => {
  expect(problemsAt(problems, ['steps', 0]).map(({ message }) => message)).toEqual(['a', 'b']);
  expect(problemsAt(problems, ['steps', 1])).toEqual([]);
  expect(problemsAt(problems, ['inputs']).map(({ message }) => message)).toEqual(['d']);
});

it('a problem belongs to the innermost step', () => {
  expect([...faultyAddresses(problems)]).toEqual(['steps[0]', 'steps[0].rollBack[1]', 'steps[10].branches[0][2]']);
});
