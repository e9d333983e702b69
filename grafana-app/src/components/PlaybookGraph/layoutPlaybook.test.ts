import { readDefinition } from '../../playbook/definition';
import { drawLine, layoutPlaybook, type PlaybookLayout } from './layoutPlaybook';

const draw = (steps: object[]) => layoutPlaybook(readDefinition({ name: 'p', steps })!);
const wait = (id: string) => ({ kind: 'wait', id, name: id });
const middle = ({ x, width }: { x: number; width: number }) => x + width / 2;
const nodeOf = (layout: PlaybookLayout, id: string) => layout.nodes.find(({ step }) => step.id === id)!;

function expectApart({ nodes, width, height }: PlaybookLayout) {
  for (const [index, a] of nodes.entries()) {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
    for (const b of nodes.slice(index + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(`${a.key} ${b.key} ${apart}`).toBe(`${a.key} ${b.key} true`);
    }
  }
}

it('steps stand below each other on one axis, from the beginning to the end', () => {
  const layout = draw([wait('a'), wait('b')]);
  expect(nodeOf(layout, 'b').y).toBeGreaterThan(nodeOf(layout, 'a').y);
  expect(middle(nodeOf(layout, 'a'))).toBe(middle(nodeOf(layout, 'b')));
  expect(layout.lines.map(({ from, into }) => [from, into])).toEqual([
    [undefined, 'steps[0]'],
    ['steps[1]', undefined],
    ['steps[0]', 'steps[1]'],
  ]);
});

it('ways stand side by side, come together, and say which of them is taken when', () => {
  const layout = draw([
    { kind: 'condition', id: 'c', name: 'c', then: [wait('yes')], else: [wait('no')] },
    wait('after'),
  ]);
  expectApart(layout);
  expect(nodeOf(layout, 'yes').y).toBe(nodeOf(layout, 'no').y);
  const labels = layout.lines.flatMap(({ label }) => (label ? [label] : []));
  expect(labels.map(({ role }) => role)).toEqual(['then', 'else']);
  expect(labels[0]?.x).toBe(middle(nodeOf(layout, 'yes')));
  const join = layout.marks.find(({ kind }) => kind === 'join')!;
  expect(middle(join)).toBe(middle(nodeOf(layout, 'c')));
  expect(join.y).toBeLessThan(nodeOf(layout, 'after').y);
});

it('an empty way leads past the other', () => {
  const layout = draw([{ kind: 'condition', id: 'c', name: 'c', then: [wait('yes')], else: [] }]);
  const past = layout.lines.find(({ label }) => label?.role === 'else');
  expect(past).toMatchObject({ from: 'steps[0]', into: undefined });
  expect(past?.points).toHaveLength(4);
});

it('what is repeated stands in a frame with a line back to its beginning', () => {
  const layout = draw([{ kind: 'forEach', id: 'e', name: 'e', steps: [wait('one'), wait('two')] }]);
  const [frame] = layout.frames;
  for (const id of ['one', 'two']) {
    const { x, y, width, height } = nodeOf(layout, id);
    expect(x > frame!.x && x + width < frame!.x + frame!.width).toBe(true);
    expect(y > frame!.y && y + height < frame!.y + frame!.height).toBe(true);
  }
  const loop = layout.lines.find(({ look }) => look === 'loop')!;
  expect(loop.points[0]!.y).toBeGreaterThan(loop.points.at(-1)!.y);
  expect(drawLine(loop)).toMatch(/^M[^C]* Q/);
  expect(Math.min(...loop.points.map(({ x }) => x))).toBeGreaterThanOrEqual(0);
});

it('what undoes a step stands at its right in its order, and what comes after stands below both', () => {
  const rollBack = ['u1', 'u2', 'u3'].map((id) => ({ kind: 'http', id, name: id }));
  const layout = draw([{ kind: 'http', id: 'do', name: 'do', rollBack }, wait('after')]);
  expectApart(layout);
  expect(nodeOf(layout, 'u1').x).toBeGreaterThan(nodeOf(layout, 'do').x + nodeOf(layout, 'do').width);
  expect(nodeOf(layout, 'u3').y).toBeGreaterThan(nodeOf(layout, 'u2').y);
  expect(nodeOf(layout, 'u1').undoes).toBe(true);
  expect(layout.lines.find(({ into }) => into === 'steps[1]')).toMatchObject({ from: 'steps[0]' });
});

it('deep nesting never lets steps lie on each other, and a thousand steps are quick', () => {
  const nested = (depth: number): object =>
    depth === 0
      ? { kind: 'http', id: `h${depth}`, name: 'h', rollBack: [{ kind: 'http', id: 'u', name: 'u' }] }
      : depth % 2 === 0
        ? {
            kind: 'parallel',
            id: `p${depth}`,
            name: 'p',
            branches: [[nested(depth - 1)], [nested(depth - 1), wait('w')]],
          }
        : { kind: 'forEach', id: `e${depth}`, name: 'e', steps: [nested(depth - 1), wait('w')] };
  expectApart(draw([nested(5), wait('end')]));
  const began = performance.now();
  const layout = draw(Array.from({ length: 1_000 }, (_, index) => wait(`s${index}`)));
  expect(layout.nodes).toHaveLength(1_000);
  expect(performance.now() - began).toBeLessThan(500);
});

it('a playbook without steps is a line from its beginning to its end', () => {
  const layout = draw([]);
  expect(layout.nodes).toEqual([]);
  expect(layout.lines).toHaveLength(1);
  expect(layout.height).toBeGreaterThan(40);
});

it('what undoes a step keeps off the way beside it, also above a wide step', () => {
  const both = { kind: 'parallel', id: 'p', name: 'p', branches: [[wait('a')], [wait('b')]] };
  const undone = { kind: 'http', id: 'do', name: 'do', rollBack: [{ kind: 'http', id: 'u', name: 'u' }] };
  expectApart(draw([{ kind: 'condition', id: 'c', name: 'c', then: [undone, both], else: [wait('no')] }]));
});
