import type { Caller } from '#kit/caller';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { deleteSecret } from './deleteSecret.ts';
import { openSecrets } from './openSecrets.ts';
import { saveSecret } from './saveSecret.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const open = (caller: Caller, names: string[]) => platform.database.inTenant(caller.tenantId, (db) => openSecrets(db, platform.secretKey, names));

test('a secret is sealed, opened by name, and told to no audit', async () => {
  const caller = await platform.createTenant();
  const saved = await saveSecret(platform, caller, { name: 'db', value: 'hunter22' });
  expect(saved.value).toMatch(/^v1\./);
  await saveSecret(platform, caller, { id: saved.id, name: 'database', description: 'of the database' });
  expect(await open(caller, ['database'])).toEqual(new Map([['database', 'hunter22']]));
  await saveSecret(platform, caller, { id: saved.id, name: 'database', value: 'hunter33' });
  expect((await open(caller, ['database'])).get('database')).toBe('hunter33');
  const audits = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany());
  expect(audits).toHaveLength(3);
  expect(JSON.stringify(audits)).not.toMatch(/hunter|v1\./);
});

test.each([
  [{ name: 'x' }, 'BAD_USER_INPUT'],
  [{ name: 'x', value: 'abc' }, 'BAD_USER_INPUT'],
  [{ name: '', value: 'long enough' }, 'BAD_USER_INPUT'],
  [{ name: 'taken', value: 'long enough' }, 'CONFLICT'],
  [{ id: 'nobody', name: 'x', value: 'long enough' }, 'NOT_FOUND'],
])('%j is refused', async (input, code) => {
  const caller = await platform.createTenant();
  await saveSecret(platform, caller, { name: 'taken', value: 'long enough' });
  await expect(saveSecret(platform, caller, input)).rejects.toMatchObject({ code });
});

test('what is deleted, or another tenant has, is not there', async () => {
  const caller = await platform.createTenant();
  const stranger = await platform.createTenant();
  const { id } = await saveSecret(platform, caller, { name: 'db', value: 'hunter22' });
  await expect(saveSecret(platform, stranger, { id, name: 'stolen', value: 'long enough' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(deleteSecret(platform, stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(open(stranger, ['db'])).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no secret named db.' });
  const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'secrets:manage') };
  await expect(deleteSecret(platform, reader, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await deleteSecret(platform, caller, id);
  await expect(open(caller, ['db'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
