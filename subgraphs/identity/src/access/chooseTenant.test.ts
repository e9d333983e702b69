import { chooseTenant, tenantSlugs } from './chooseTenant.ts';

test.each([
  [[], undefined, { reason: 'no_tenant' }],
  [['a'], undefined, { tenantId: 'a' }],
  [['a', 'b'], undefined, { reason: 'ambiguous' }],
  [['a', 'b'], { tenantId: 'b' }, { tenantId: 'b' }],
  [['a'], { tenantId: 'b' }, { reason: 'not_a_member' }],
  [['a'], { tenantId: null }, { reason: 'not_a_member' }],
  [[], { tenantId: 'b' }, { reason: 'no_tenant' }],
])('open %j, wanted %j: %j', (open, wanted, choice) => {
  expect(chooseTenant(open, wanted)).toEqual(choice);
});

test.each([
  ['acme', ['acme']],
  [
    ['acme', 'acme', 'other'],
    ['acme', 'other'],
  ],
  [{ acme: { id: '1' }, other: {} }, ['acme', 'other']],
  [undefined, []],
  [[1, 2], []],
  [null, []],
])('the claim %j names %j', (claim, slugs) => {
  expect(tenantSlugs.parse(claim)).toEqual(slugs);
});
