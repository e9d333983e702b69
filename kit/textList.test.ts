import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { textList } from './textList.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

test.each([
  ['none', []],
  ['one empty text', ['']],
  ['one null', [null]],
  ['nulls and empty texts among others', [null, '', 'a', null, '']],
  ['what arrays and JSON quote', ['a,b', '{"c": "d\\"e"}', "it's", 'NULL', '\\N', '中文 🙂\n']],
  ['separators', ['a\u001eb', 'c\u001dd', '\u001d', null, '']],
])('%s come back as they are', async (_, values) => {
  const { tenantId } = await platform.createTenant();
  const list = textList(values, (value) => value);
  const [row] = await platform.database.inTenant(tenantId, (db) => db.$queryRaw<{ list: (string | null)[] }[]>`SELECT ${list} AS list`);
  expect(row?.list).toEqual(values);
});

test('numbers and truths are told as PostgreSQL reads them', async () => {
  const { tenantId } = await platform.createTenant();
  const rows = [{ n: 1, is: true }];
  const [row] = await platform.database.inTenant(
    tenantId,
    (db) =>
      db.$queryRaw<
        { n: number[]; is: boolean[] }[]
      >`SELECT ${textList(rows, ({ n }) => n)}::int[] AS n, ${textList(rows, ({ is }) => is)}::bool[] AS is`,
  );
  expect(row).toEqual({ n: [1], is: [true] });
});
