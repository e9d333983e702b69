import { payloadIdOf, placeOf } from './payloadEntry.ts';

const id = '019ac0de-0000-7000-8000-000000000001';

test.each(['ACCEPTED', 'REFUSED'] as const)('the id of what was %s leads back to its place', (outcome) => {
  const place = { id, at: new Date('2026-11-20T11:00:00.123Z'), outcome };
  expect(placeOf(payloadIdOf(place))).toEqual(place);
});

test.each(['', 'x', id, `z1.${id}`, 'a1.no-uuid', `a${'z'.repeat(20)}.${id}`])('%j is the id of nothing', (text) => {
  expect(placeOf(text)).toBeNull();
});
