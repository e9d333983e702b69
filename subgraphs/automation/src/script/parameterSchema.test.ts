import { judgeSchema, readParameters } from './parameterSchema.ts';

const schema = {
  type: 'object',
  properties: {
    host: { type: 'string', format: 'hostname' },
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 22 },
    mode: { enum: ['soft', 'hard'] },
    name: { type: 'string', pattern: '^[a-z]+$' },
  },
  required: ['host'],
  additionalProperties: false,
};

test('what fits comes back with its defaults', () => {
  expect(judgeSchema(schema)).toBeNull();
  expect(readParameters(schema, { host: 'db-1' })).toEqual({ host: 'db-1', port: 22 });
});

test.each([
  [{}, 'parameters.host: is needed'],
  [{ host: 1 }, 'parameters.host: must be string'],
  [{ host: 'a', port: 0 }, 'parameters.port: must be >= 1'],
  [{ host: 'a', name: 'A' }, 'parameters.name: must match pattern "^[a-z]+$"'],
  [{ host: 'a', more: 1 }, 'parameters: must NOT have additional properties'],
])('%j does not fit', (values, message) => {
  expect(() => readParameters(schema, values)).toThrow(message);
});

test('a pattern that would take forever does not', () => {
  const evil = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
  const start = performance.now();
  expect(() => readParameters(evil, { a: `${'a'.repeat(5_000)}!` })).toThrow(/pattern/);
  expect(performance.now() - start).toBeLessThan(2_000);
});
