import type { Caller } from '#kit/caller';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { setPreferences } from './setPreferences.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

async function comeIn(): Promise<Caller & { personId: string }> {
  const caller = await platform.createTenant();
  const { id } = await platform.database.inTenant(caller.tenantId, (db) => db.person.create({ data: { name: 'Ada' } }));
  return { ...caller, personId: id };
}

test('a person says once where they live and how to write to them; saying it again leaves no second trace', async () => {
  const ada = await comeIn();
  const wanted = { timeZone: 'Asia/Taipei', language: 'zh-Hant' };
  expect(await setPreferences(platform, ada, wanted)).toMatchObject(wanted);
  await setPreferences(platform, ada, wanted);
  const audit = await platform.database.inTenant(ada.tenantId, (db) => db.auditEntry.findMany());
  expect(audit).toMatchObject([{ action: 'person.preferencesSet', before: { timeZone: null, language: null }, after: wanted }]);
  expect(await setPreferences(platform, ada, { timeZone: null, language: null })).toMatchObject({ timeZone: null, language: null });
});

test.each([
  [{ timeZone: 'Mars/Olympus', language: null }, '"timeZone"'],
  [{ timeZone: null, language: 'de' }, '"language"'],
])('%j is refused', async (wanted, named) => {
  const ada = await comeIn();
  expect(() => setPreferences(platform, ada, wanted)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(named) }),
  );
});

test('a key of nobody has nothing to say, and a person of another tenant is not touched', async () => {
  const [ada, stranger] = [await comeIn(), await comeIn()];
  const wanted = { timeZone: 'Asia/Taipei', language: null };
  expect(() => setPreferences(platform, { ...ada, personId: null }, wanted)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  await expect(setPreferences(platform, { ...stranger, personId: ada.personId }, wanted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
