import { playbookDefinition } from '../../playbook/definition.ts';
import { ancestorsOf } from './ancestorsOf.ts';
import { isUndo, prefixesTo, prefixOf, roundOf, stepFinder } from './paths.ts';

const wait = (id: string) => ({ kind: 'wait', id, name: id, seconds: 1 });
const http = (id: string, more: object = {}) => ({ kind: 'http', id, name: id, method: 'GET', url: 'https://x.example/', ...more });
const definition = playbookDefinition.parse({
  name: 'x',
  steps: [
    {
      ...{ kind: 'forEach', id: 'outer', name: 'O', items: '[1]' },
      steps: [
        {
          ...{ kind: 'condition', id: 'if1', name: 'I', when: 'true' },
          then: [{ kind: 'forEach', id: 'inner', name: 'N', items: '[1]', steps: [http('deep', { rollBack: [http('undo')] })] }],
        },
      ],
    },
    wait('last'),
  ],
});

test('a path leads to its step, and what undoes it to that', () => {
  const find = stepFinder(definition);
  expect(find('outer[2].inner[10].deep')?.id).toBe('deep');
  expect(find('outer[2].inner[10].deep~undo.undo')?.id).toBe('undo');
  expect([find('nothing'), find('last~undo.undo'), find('~approval')]).toEqual([null, null, null]);
  expect([isUndo('last'), isUndo('deep~undo.undo')]).toEqual([false, true]);
});

test('the rounds around a step, and the steps', () => {
  expect(prefixOf('outer[2].inner[10].deep~undo.undo')).toBe('outer[2].inner[10].');
  expect(prefixesTo('outer[2].inner[10].')).toEqual(['', 'outer[2].', 'outer[2].inner[10].']);
  expect([roundOf('outer[2].inner[10].'), roundOf('')]).toEqual([{ path: 'outer[2].inner', index: 10 }, null]);
  expect(ancestorsOf(definition, 'outer[2].inner[10].deep')).toEqual(['outer', 'outer[2].if1', 'outer[2].inner']);
  expect(ancestorsOf(definition, 'last')).toEqual([]);
});
