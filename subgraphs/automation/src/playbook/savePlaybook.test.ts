import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { archivePlaybook } from './archivePlaybook.ts';
import { savePlaybook } from './savePlaybook.ts';
import { setPlaybookEnabled } from './setPlaybookEnabled.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation({ allowedNetworks: [] })));
afterAll(() => platform.close());

const step = { kind: 'http', id: 'restart', name: 'Restart', method: 'POST', url: 'https://example.com/restart' } as const;
const playbook = (change: object = {}, steps: object[] = [step]) => ({ name: 'Restart', steps, ...change });
const draft = (definition: unknown, id: string | null = null, baseVersion: number | null = null) => ({ id, baseVersion, definition });

test('a playbook is stored with its secret headers sealed; the audit row shows no address and no header', async () => {
  const caller = await platform.createTenant();
  const steps = [{ ...step, headers: { authorization: 'Bearer hunter22', accept: 'text/plain' } }];
  const { id } = await savePlaybook(platform, caller, { ...draft(playbook({}, steps)), note: 'first' });
  const stored = await platform.database.inTenant(caller.tenantId, async (db) => ({
    playbook: await db.playbook.findFirstOrThrow(),
    versions: await db.playbookVersion.findMany(),
    audit: await db.auditEntry.findFirstOrThrow(),
  }));
  expect(stored.playbook).toMatchObject({
    id,
    definition: { steps: [{ headers: { authorization: expect.stringMatching(/^sealed:v1\./), accept: 'text/plain' }, timeoutSeconds: 60 }] },
  });
  expect(stored.versions).toMatchObject([{ version: 1, note: 'first' }]);
  expect(JSON.stringify(stored)).not.toContain('hunter22');
  expect(stored.audit).toMatchObject({ action: 'playbook.created', subjectId: id, after: { name: 'Restart', version: 1 } });
});

test.each<[string, object, RegExp]>([
  ['no address', { url: '' }, /steps\[0\]\.url/],
  ['an unknown method', { method: 'TRACE' }, /steps\[0\]\.method/],
  ['too long a timeout', { timeoutSeconds: 90_000 }, /timeoutSeconds/],
  ['a header of the platform', { headers: { Host: 'other' } }, /headers\.Host/],
  ['the idempotency key', { headers: { 'Idempotency-Key': '1' } }, /Idempotency-Key/],
  ['a header that is none', { headers: { 'a b': '1' } }, /header name/],
  ['a broken template', { body: '{{ incident.title' }, /steps\[0\]\.body/],
  ['an unknown filter', { url: 'https://example.com/{{ incident.title | shell }}' }, /shell/],
  ['an unknown field', { command: 'rm' }, /nothing named "command"/],
  ['a private address', { url: 'http://10.0.0.1/' }, /steps\[0\]\.url: .*10\.0\.0\.1/],
  ['another scheme', { url: 'file:///etc/passwd' }, /steps\[0\]\.url/],
])('%s is refused, and where it stands is said', async (_, change, message) => {
  const caller = await platform.createTenant();
  await expect(savePlaybook(platform, caller, draft(playbook({}, [{ ...step, ...change }])))).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
  });
});

test('each save is a version of its own, and two who saw the same one do not overwrite each other', async () => {
  const caller = await platform.createTenant();
  const { id } = await savePlaybook(platform, caller, draft(playbook()));
  const second = await savePlaybook(platform, caller, { ...draft(playbook({ tags: ['disk'] }), id, 1), note: 'tagged' });
  expect(second).toMatchObject({ version: 2, tags: ['disk'] });
  await expect(savePlaybook(platform, caller, draft(playbook(), id, 1))).rejects.toMatchObject({ code: 'CONFLICT' });
  const versions = await platform.database.inTenant(caller.tenantId, (db) => db.playbookVersion.findMany({ orderBy: { version: 'asc' } }));
  expect(versions.map(({ version, note }) => [version, note])).toEqual([
    [1, null],
    [2, 'tagged'],
  ]);
});

test('a name is free again once its playbook is put away; what is put away is neither saved nor switched', async () => {
  const caller = await platform.createTenant();
  const { id } = await savePlaybook(platform, caller, draft(playbook()));
  await expect(savePlaybook(platform, caller, draft(playbook()))).rejects.toMatchObject({ code: 'CONFLICT' });
  await archivePlaybook(platform, caller, id);
  const next = await savePlaybook(platform, caller, draft(playbook()));
  expect(await setPlaybookEnabled(platform, caller, { id: next.id, enabled: false })).toMatchObject({ enabled: false });
  for (const attempt of [
    () => savePlaybook(platform, caller, draft(playbook(), id, 1)),
    () => setPlaybookEnabled(platform, caller, { id, enabled: true }),
    () => archivePlaybook(platform, caller, id),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test("a tenant's playbooks are its own", async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  const { id } = await savePlaybook(platform, one, draft(playbook()));
  for (const attempt of [
    () => savePlaybook(platform, other, draft(playbook(), id, 1)),
    () => setPlaybookEnabled(platform, other, { id, enabled: false }),
    () => archivePlaybook(platform, other, id),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await savePlaybook(platform, other, draft(playbook()));
});
