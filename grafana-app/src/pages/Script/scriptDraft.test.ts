import { draftText, faultOf, newDraft } from './scriptDraft';

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
