import { buildSchema, parse } from 'graphql';
import { fillDefaults } from './fillDefaults.ts';

const schema = buildSchema(`
  enum Kind { A B }
  input Leaf { on: Boolean! = true, kind: Kind! = B, words: [String!]! = [] }
  input Tree { name: String!, leaf: Leaf, leaves: [Leaf!], children: [Tree!], note: String }
  input Plain { name: String! }
  type Query { a(tree: Tree, leaf: [Leaf!], plain: Plain): Int }
`);
const fill = fillDefaults(schema, parse('query ($tree: Tree!, $leaf: [Leaf!], $plain: Plain) { a(tree: $tree, leaf: $leaf, plain: $plain) }'));
const whole = { on: true, kind: 'B', words: [] };

test('what was left out gets its default, however deep', () => {
  expect(fill({ tree: { name: 'x', leaf: {}, leaves: [{ on: false }], children: [{ name: 'y', leaf: { kind: 'A' } }] }, leaf: {} })).toEqual({
    tree: { name: 'x', leaf: whole, leaves: [{ ...whole, on: false }], children: [{ name: 'y', leaf: { ...whole, kind: 'A' } }] },
    leaf: whole,
  });
});

test('null, what is missing without a default, and what is no object stay as they are', () => {
  const variables = { tree: { name: 'x', leaf: null, note: null }, leaf: null, plain: { name: 'z' } };
  expect(fill(variables)).toEqual(variables);
  expect(fill({ tree: 'wrong' })).toEqual({ tree: 'wrong' });
  expect(fill({})).toEqual({});
});

test('a document without defaults hands its variables on', () => {
  const variables = { plain: { name: 'z' } };
  expect(fillDefaults(schema, parse('query ($plain: Plain) { a(plain: $plain) }'))(variables)).toBe(variables);
});
