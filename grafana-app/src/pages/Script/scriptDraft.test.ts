import { draftText, faultOf, newDraft, readValues } from './scriptDraft';

const schema = {
  type: 'object',
  properties: {
    unit: { type: 'string' },
    hosts: { type: 'array' },
    level: { enum: [1, 2] },
    force: { type: 'boolean' },
  },
};

it('what was filled in has the types of the schema, and what is empty is left out', () => {
  expect(readValues(schema, { unit: '', hosts: '["a"]', level: '2', force: false, gone: 'x' })).toEqual({
    hosts: ['a'],
    level: 2,
    force: false,
  });
});

it('a list that cannot be read goes as it was written, for the platform to refuse', () => {
  expect(readValues(schema, { hosts: 'a, b' })).toEqual({ hosts: 'a, b' });
});

it.each([
  ['name', { name: ' ' }],
  ['code', { code: '' }],
  ['schema', { schema: '[1]' }],
  ['timeout', { timeout: '1.5' }],
  [undefined, {}],
] as const)('says that %s is wrong', (fault, change) => {
  expect(faultOf({ ...newDraft, name: 'Restart', code: 'true', ...change })).toBe(fault);
});

it('a change of the name alone is a change', () => {
  expect(draftText({ ...newDraft, name: 'a' })).not.toBe(draftText({ ...newDraft, name: 'b' }));
});
