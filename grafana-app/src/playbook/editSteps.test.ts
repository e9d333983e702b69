import { allSteps, type Definition, readDefinition, writeAddress } from './definition';
import { addStep, allLists, changeStep, duplicateStep, moveBy, moveInto, newStep, removeStep } from './editSteps';

const start = readDefinition({
  name: 'clean',
  keep: 'what is not known',
  steps: [
    {
      kind: 'http',
      id: 'look',
      name: 'Look',
      url: 'https://a',
      rollBack: [{ kind: 'http', id: 'back', name: 'Back' }],
    },
    {
      kind: 'condition',
      id: 'full',
      name: 'Full?',
      when: 'true',
      then: [{ kind: 'wait', id: 'rest', name: 'Rest', seconds: 5 }],
    },
    { kind: 'parallel', id: 'both', name: 'Both', branches: [[{ kind: 'wait', id: 'a', name: 'A' }], []] },
    { kind: 'forEach', id: 'each', name: 'Each', items: '[1]', steps: [{ kind: 'wait', id: 'one', name: 'One' }] },
  ],
})!;
const ids = (definition: Definition) =>
  allSteps(definition).map(({ step, address }) => `${writeAddress(address)} ${step.id}`);

it('every step has the address that the platform gives its problems', () => {
  expect(ids(start)).toEqual([
    'steps[0] look',
    'steps[0].rollBack[0] back',
    'steps[1] full',
    'steps[1].then[0] rest',
    'steps[2] both',
    'steps[2].branches[0][0] a',
    'steps[3] each',
    'steps[3].steps[0] one',
  ]);
  expect(allLists(start).map(({ address }) => writeAddress(address))).toEqual([
    'steps',
    'steps[0].rollBack',
    'steps[1].then',
    'steps[1].else',
    'steps[2].branches[0]',
    'steps[2].branches[1]',
    'steps[3].steps',
  ]);
});

it('steps are added, changed and taken out, and what is not known stays', () => {
  const wait = newStep(start, 'wait', 'Wait');
  const added = addStep(start, ['steps', 1, 'else'], 0, wait);
  expect(ids(added.definition)).toContain('steps[1].else[0] wait');
  const changed = changeStep(added.definition, added.address, { seconds: 9, if: undefined });
  expect(allSteps(changed).find(({ step }) => step.id === 'wait')?.step).toEqual({ ...wait, seconds: 9 });
  expect(ids(removeStep(changed, added.address))).toEqual(ids(start));
  expect(changed.keep).toBe('what is not known');
  expect(removeStep(start, ['steps', 0, 'rollBack', 0]).steps[0]).not.toHaveProperty('rollBack');
});

it('a step moves inside its list, and stops at its ends', () => {
  const down = moveBy(start, ['steps', 0], 1);
  expect(down.address).toEqual(['steps', 1]);
  expect(down.definition.steps.map(({ id }) => id)).toEqual(['full', 'look', 'both', 'each']);
  expect(moveBy(down.definition, down.address, -1).definition).toEqual(start);
  expect(moveBy(start, ['steps', 0], -1)).toEqual({ definition: start, address: ['steps', 0] });
});

it('a step moves into any list but one inside itself', () => {
  // The list that it goes into stands one place earlier once it has left.
  const moved = moveInto(start, ['steps', 0], ['steps', 2, 'branches', 1]);
  expect(writeAddress(moved.address)).toBe('steps[1].branches[1][0]');
  expect(ids(moved.definition)).toContain('steps[1].branches[1][0] look');
  const out = moveInto(start, ['steps', 1, 'then', 0], ['steps']);
  expect(writeAddress(out.address)).toBe('steps[4]');
  expect(moveInto(start, ['steps', 1], ['steps', 1, 'else']).definition).toBe(start);
});

it('a copy has identifiers of its own all the way down', () => {
  const copied = duplicateStep(start, ['steps', 1]);
  expect(ids(copied.definition).slice(2, 6)).toEqual([
    'steps[1] full',
    'steps[1].then[0] rest',
    'steps[2] full2',
    'steps[2].then[0] rest2',
  ]);
  expect(ids(duplicateStep(copied.definition, ['steps', 2]).definition)).toContain('steps[3] full3');
});

it('anything that is no playbook is read without falling over', () => {
  expect(readDefinition('text')).toBeUndefined();
  expect(readDefinition([])).toBeUndefined();
  expect(readDefinition({ steps: [1, { kind: 'what' }] })).toMatchObject({
    name: '',
    steps: [{ kind: 'wait' }, { kind: 'what' }],
  });
});
