import { findUnheld, formatMatcher, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { Prisma } from '#prisma/generated/client';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { labelsMeet } from './labelsMeet.ts';

let platform: TestPlatform;
let tenantId: string;
beforeAll(async () => {
  platform = await openTestPlatform();
  ({ tenantId } = await platform.createTenant());
});
afterAll(() => platform.close());

const values = [
  '',
  'a',
  'b',
  'ab',
  'A',
  'prod-1',
  'prod-22',
  'a\nb',
  '\n',
  'a.b',
  'a\\b',
  "it's",
  '資料庫連線',
  '٣',
  '3',
  '[x]',
  'a-b',
  '^',
  '{2}',
  '100%',
  'x_y',
  ' ',
];
const labelSets: Labels[] = [{}, { other: 'a' }, ...values.map((x) => ({ x }))];

const expressions = [
  ...[
    '',
    'a',
    'a|b',
    'a|',
    '(a|b)*',
    'a.b',
    'a\\.b',
    'a.*',
    '.*',
    '.+',
    '[ab]+',
    '[^a]',
    '[^\\n]',
    '[^a-c\\d]+',
    '\\d',
    '\\D',
    '\\w+',
    '\\W',
    '\\s',
    '\\S+',
  ],
  ...[
    'prod-\\d+',
    'prod-[0-9]{1}',
    'prod-\\d{2,}?',
    '(?i)a',
    '(?i)PROD.*',
    '資料.*',
    '[資-龜]+',
    "it's",
    '\\[x\\]',
    '[\\[x\\]]+',
    '[a\\-b]+',
    '[-a-b]+',
    '\\^',
    '[\\^]',
    '\\{2\\}',
  ],
  ...['^a$', '(^a|b$)', 'a{2}', '(?:ab)?', 'x_y', '100%', 'a\\\\b', '[ \\t]', '\\n', 'a\\nb', 'a+?b??', '#', '~', 'a\\/?'],
];

const matchers: Matcher[] = [
  ...values.flatMap((value) => (['=', '!='] as const).map((op) => ({ name: 'x', op, value }))),
  ...expressions.flatMap((value) => (['=~', '!~'] as const).map((op) => ({ name: 'x', op, value }))),
];

test.each(matchers.map((matcher) => [formatMatcher(matcher), matcher] as const))('PostgreSQL agrees with the matcher %s', async (_, matcher) => {
  const expected = labelSets.filter((labels) => findUnheld([matcher], labels) === undefined);
  const found = await platform.database.inTenant(
    tenantId,
    (db) => db.$queryRaw<{ labels: Labels }[]>`
      SELECT labels FROM unnest(${labelSets.map((labels) => JSON.stringify(labels))}::jsonb[]) WITH ORDINALITY AS l(labels, place)
      WHERE ${labelsMeet(Prisma.sql`labels`, matcher)} ORDER BY place`,
  );
  expect(found.map(({ labels }) => labels)).toEqual(expected);
});

test('what PostgreSQL has no equal for is refused with the part that it is', () => {
  expect(() => labelsMeet(Prisma.sql`labels`, { name: 'x', op: '=~', value: '\\pL+' })).toThrow(/"\\p" in "\\pL\+"/);
});
