import { personOf } from './claims.ts';

test.each([
  [
    { name: 'Ada', username: 'ada', email: 'a@example.com' },
    { name: 'Ada', email: 'a@example.com' },
  ],
  [
    { name: ' ', username: 'ada' },
    { name: 'ada', email: null },
  ],
  [{ preferred_username: 'ada' }, { name: 'ada', email: null }],
  [{ email: 'a@example.com' }, { name: 'a@example.com', email: 'a@example.com' }],
  [{}, { name: 'user:1', email: null }],
  [{ name: 7 }, { name: 'user:1', email: null }],
  [{ name: 'A\u0000da\n' }, { name: 'A da', email: null }],
  [{ name: 'x'.repeat(500) }, { name: 'x'.repeat(200), email: null }],
])('%j is %j', (claims, person) => {
  expect(personOf(claims, 'user:1')).toEqual(person);
});
