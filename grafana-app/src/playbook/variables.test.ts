import { readDefinition } from './definition';
import { variablesAt } from './variables';

const definition = readDefinition({
  name: 'p',
  inputs: { disk: { type: 'string' } },
  steps: [
    { kind: 'http', id: 'look', name: 'l', rollBack: [{ kind: 'http', id: 'back', name: 'b' }] },
    { kind: 'forEach', id: 'each', name: 'e', steps: [{ kind: 'wait', id: 'one', name: 'o' }] },
    { kind: 'wait', id: 'last', name: 'z' },
  ],
})!;
const names = (address: Array<string | number>) => variablesAt(definition, address).map(({ name }) => name);

it('a step sees the inputs and what steps before it gave, not what undoes them nor what comes later', () => {
  expect(names(['steps', 0])).not.toContain('steps.look.output');
  expect(names(['steps', 2])).toEqual(
    expect.arrayContaining(['inputs.disk', 'steps.look.output', 'steps.one.output', 'incident.title'])
  );
  expect(names(['steps', 2])).not.toContain('steps.back.output');
});

it('only inside a for-each there is one at hand', () => {
  expect(names(['steps', 1, 'steps', 0])).toEqual(expect.arrayContaining(['item', 'index']));
  expect(names(['steps', 1])).not.toContain('item');
  expect(names(['steps', 2])).not.toContain('item');
});
