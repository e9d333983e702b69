import { type DraftNode, drop, nestRoutes, newNode, toInput } from './draft';
import { addChild, change, list, move, remove } from '../../tree/draftTree';
import { diffTrees } from './diffTrees';
import { parseDuration, writeDuration } from './duration';
import { readLabels } from './readLabels';

const node = (key: string, ...children: DraftNode[]): DraftNode => ({ ...newNode(key, key, []), id: key, children });
const tree = node('root', node('a', node('a1'), node('a2')), node('b'), node('c'));
const keys = (root: DraftNode) => list(root).map((placed) => placed.node.key);

describe('a draft', () => {
  it('is nested from a flat list and given back without keys', () => {
    const flat = list(tree).map(({ node: { children: _, ...rest }, parent }) => ({
      ...rest,
      parentKey: parent?.key ?? null,
    }));
    expect(nestRoutes(flat)).toEqual(tree);
    expect(nestRoutes([])).toBeUndefined();
    expect(toInput(tree)).toEqual(flat);
  });

  it.each([
    ['c', 1, ['root', 'c', 'a', 'a1', 'a2', 'b']],
    ['c', 2, ['root', 'a', 'c', 'a1', 'a2', 'b']],
    ['c', 3, ['root', 'a', 'a1', 'c', 'a2', 'b']],
    ['c', 4, ['root', 'a', 'a1', 'a2', 'c', 'b']],
    ['c', 9, ['root', 'a', 'a1', 'a2', 'b', 'c']],
    ['a', 2, ['root', 'b', 'a', 'a1', 'a2', 'c']],
    ['a', 3, ['root', 'b', 'c', 'a', 'a1', 'a2']],
    ['a1', 0, ['root', 'a1', 'a', 'a2', 'b', 'c']],
    ['root', 2, keys(tree)],
    ['nobody', 2, keys(tree)],
  ])('has %s dropped at place %i', (key, place, expected) => {
    expect(keys(drop(tree, key, place))).toEqual(expected);
  });

  it('takes what is dropped below a row with routes as their first, else as the next beside it', () => {
    expect(drop(tree, 'c', 2).children[0]?.children.map((child) => child.key)).toEqual(['c', 'a1', 'a2']);
    expect(drop(tree, 'c', 4).children.map((child) => child.key)).toEqual(['a', 'c', 'b']);
    expect(drop(tree, 'a1', 4).children.map((child) => child.key)).toEqual(['a', 'b', 'a1', 'c']);
  });

  it('is changed, grown, pruned and put in another order', () => {
    expect(list(change(tree, 'a2', { name: 'x' }))[3]?.node.name).toBe('x');
    expect(keys(addChild(tree, 'b', node('new')))).toEqual(['root', 'a', 'a1', 'a2', 'b', 'new', 'c']);
    expect(keys(remove(tree, 'a'))).toEqual(['root', 'b', 'c']);
    expect(keys(move(tree, 'c', -1))).toEqual(['root', 'a', 'a1', 'a2', 'c', 'b']);
    expect(keys(move(tree, 'a1', 1))).toEqual(['root', 'a', 'a2', 'a1', 'b', 'c']);
    expect(move(tree, 'c', 1)).toEqual(tree);
    expect(newNode('k', 'a', tree.children).name).toBe('a 2');
  });

  it('knows where its lines go on', () => {
    expect(list(tree).map(({ at, isLast, lines }) => [at.join('.'), isLast, lines])).toEqual([
      ['', true, []],
      ['0', false, []],
      ['0.0', false, [true]],
      ['0.1', true, [true]],
      ['1', false, []],
      ['2', true, []],
    ]);
  });
});

describe('the difference', () => {
  it.each([
    [tree, []],
    [change(tree, 'b', { matchers: ['x="y"'], continues: true }), [['changed', 'b', ['matchers', 'continues']]]],
    [addChild(tree, 'a', node('new')), [['added', 'new', []]]],
    [remove(tree, 'b'), [['removed', 'b', []]]],
    [move(tree, 'c', -1), [['moved', 'b', []]]],
  ])('is told node by node', (draft, expected) => {
    expect(diffTrees(tree, draft).map(({ kind, key, fields }) => [kind, key, fields])).toEqual(expected);
  });
});

describe('a duration', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['4h', 14_400_000],
    ['500ms', 500],
    ['0s', 0],
  ])('%s is read and written', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(writeDuration(milliseconds)).toBe(text);
  });

  it.each(['', '5', 'soon', '30m1h', '-1s'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('labels', () => {
  it.each([
    ['a="b"\nc=d', { a: 'b', c: 'd' }],
    ['{a="b, c", "x y"="z\\"q"}', { a: 'b, c', 'x y': 'z"q' }],
    ['{"a":"b","n":1}', { a: 'b', n: '1' }],
    ['a=, b=c', { a: '', b: 'c' }],
    ['', {}],
    ['just words', undefined],
    ['a="b', undefined],
  ])('%j', (text, labels) => {
    expect(readLabels(text)).toEqual(labels);
  });
});
