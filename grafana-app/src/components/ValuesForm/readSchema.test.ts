import { fieldsOf, readValues, startValues } from './readSchema';

const schema = {
  type: 'object',
  required: ['force', 'target'],
  definitions: {
    host: { type: 'object', properties: { name: { type: 'string' }, port: { type: 'integer', minimum: 1 } } },
  },
  properties: {
    unit: { type: 'string', title: 'Unit', description: 'Which' },
    reason: { type: 'string', maxLength: 2000 },
    day: { type: 'string', format: 'date' },
    level: { enum: [1, 2, 'high'] },
    zones: { type: 'array', items: { enum: ['a', 'b'] } },
    names: { type: 'array', items: { type: 'string' } },
    hosts: { type: 'array', items: { $ref: '#/definitions/host' }, maxItems: 3 },
    target: {
      type: 'object',
      properties: { region: { type: 'string', default: 'eu' }, dry: { type: ['boolean', 'null'] } },
    },
    force: { type: 'boolean' },
    free: { type: 'object' },
    either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
};

it('each property has the input that suits its type', () => {
  const shapes = Object.fromEntries(fieldsOf(schema).map(({ name, shape }) => [name, shape]));
  expect(shapes).toMatchObject({
    unit: { kind: 'text', type: 'text', isLong: false },
    reason: { kind: 'text', isLong: true, most: 2000 },
    day: { kind: 'text', type: 'date' },
    level: { kind: 'choice', options: [1, 2, 'high'] },
    zones: { kind: 'choices', options: ['a', 'b'] },
    names: { kind: 'words' },
    hosts: {
      kind: 'list',
      most: 3,
      item: { kind: 'group', fields: [{ name: 'name' }, { shape: { kind: 'number', min: 1 } }] },
    },
    target: { kind: 'group', fields: [{ name: 'region' }, { shape: { kind: 'switch' } }] },
    force: { kind: 'switch' },
    free: { kind: 'json' },
    either: { kind: 'json' },
  });
});

it('the form begins with defaults, also inside of objects, and with what must be set', () => {
  expect(startValues(schema)).toEqual({ target: { region: 'eu' }, force: false });
});

it('what was left empty and what the schema does not name is left out', () => {
  const filled = {
    unit: '',
    level: 2,
    hosts: [{ name: 'db-1', port: undefined }, { name: '' }],
    gone: 'x',
    free: { a: 1 },
  };
  expect(readValues(schema, { ...filled, force: false })).toEqual({
    ...{ level: 2, hosts: [{ name: 'db-1' }, {}], target: {}, force: false, free: { a: 1 } },
  });
});

it('a schema that holds itself ends somewhere', () => {
  const tree = { type: 'object', properties: { child: { $ref: '#' }, loop: { $ref: '#/properties/loop' } } };
  expect(JSON.stringify(fieldsOf(tree))).toContain('"kind":"json"');
});

it('what is no schema of an object asks for nothing', () => expect(fieldsOf({ type: 'string' })).toEqual([]));
