import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { createPlaybook, type PlaybookInput } from './createPlaybook.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation({ allowedNetworks: [] })));
afterAll(() => platform.close());

const step = { kind: 'http', name: 'Restart', method: 'POST', url: 'https://example.com/restart' } as const;

test('a playbook is stored with its secret headers sealed; the audit row shows no address and no header', async () => {
  const caller = await platform.createTenant();
  const { id } = await createPlaybook(platform, caller, {
    name: 'Restart',
    steps: [{ ...step, headers: { authorization: 'Bearer hunter22', accept: 'text/plain' } }],
  });
  const { playbook, audit } = await platform.database.inTenant(caller.tenantId, async (db) => ({
    playbook: await db.playbook.findFirstOrThrow(),
    audit: await db.auditEntry.findFirstOrThrow(),
  }));
  expect(playbook).toMatchObject({
    id,
    steps: [{ headers: { authorization: expect.stringMatching(/^sealed:v1\./), accept: 'text/plain' }, timeoutMs: 10_000 }],
  });
  expect(JSON.stringify([playbook, audit])).not.toContain('hunter22');
  expect(audit).toMatchObject({
    action: 'playbook.created',
    subjectId: id,
    after: { name: 'Restart', steps: [{ kind: 'http', name: 'Restart', method: 'POST' }] },
  });
});

test.each<[string, object, string]>([
  ['no address', { url: '' }, 'BAD_USER_INPUT'],
  ['an unknown method', { method: 'TRACE' }, 'BAD_USER_INPUT'],
  ['too long a timeout', { timeoutMs: 60_000 }, 'BAD_USER_INPUT'],
  ['a header of the platform', { headers: { Host: 'other' } }, 'BAD_USER_INPUT'],
  ['the idempotency key', { headers: { 'Idempotency-Key': '1' } }, 'BAD_USER_INPUT'],
  ['a header that is none', { headers: { 'a b': '1' } }, 'BAD_USER_INPUT'],
  ['a broken template', { body: '{{ incident.title' }, 'BAD_USER_INPUT'],
  ['an unknown filter', { url: 'https://example.com/{{ incident.title | shell }}' }, 'BAD_USER_INPUT'],
  ['an unknown field', { command: 'rm' }, 'BAD_USER_INPUT'],
  ['a private address', { url: 'http://10.0.0.1/' }, 'TARGET_REFUSED'],
  ['another scheme', { url: 'file:///etc/passwd' }, 'TARGET_REFUSED'],
])('%s is refused', async (_, change, code) => {
  const caller = await platform.createTenant();
  const input = { name: 'Restart', steps: [{ ...step, ...change }] } as PlaybookInput;
  await expect(createPlaybook(platform, caller, input)).rejects.toMatchObject({ code });
});

test('a name is taken once in a tenant', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await createPlaybook(platform, one, { name: 'Restart', steps: [step] });
  await expect(createPlaybook(platform, one, { name: 'Restart', steps: [step] })).rejects.toMatchObject({ code: 'CONFLICT' });
  await createPlaybook(platform, other, { name: 'Restart', steps: [step] });
});
