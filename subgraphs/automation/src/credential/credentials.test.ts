import type { Caller } from '#kit/caller';
import ssh2 from 'ssh2';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { deleteCredential } from './deleteCredential.ts';
import { headersFor, openCredential } from './openCredential.ts';
import { type CredentialInput, saveCredential } from './saveCredential.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const key = ssh2.utils.generateKeyPairSync('ed25519');
const locked = ssh2.utils.generateKeyPairSync('ed25519', { passphrase: 'open sesame', cipher: 'aes256-ctr', rounds: 16 });
const ssh: CredentialInput = {
  name: 'web',
  kind: 'SSH',
  config: { user: 'deploy', hostKeys: [`web-1 ${key.public}`] },
  secrets: { privateKey: key.private },
};
const kubeconfig = (user: object, cluster: object = { server: 'https://93.184.216.34:6443' }) =>
  JSON.stringify({
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster }],
    users: [{ name: 'u', user }],
  });
const inTenant = <Result>(caller: Caller, work: Parameters<typeof platform.database.inTenant<Result>>[1]) =>
  platform.database.inTenant(caller.tenantId, work);

test('an SSH key is kept sealed and opened by its name', async () => {
  const caller = await platform.createTenant();
  const saved = await saveCredential(platform, caller, ssh);
  expect(JSON.stringify(saved)).not.toContain('OPENSSH');
  const opened = await inTenant(caller, (db) => openCredential(db, platform.secretKey, 'SSH', 'web'));
  expect(opened).toMatchObject({ user: 'deploy', privateKey: key.private, mask: [key.private] });
  // Words about it change without its secret being given again.
  await saveCredential(platform, caller, { ...ssh, id: saved.id, description: 'of the web servers', secrets: {} });
  expect(await inTenant(caller, (db) => openCredential(db, platform.secretKey, 'SSH', 'web'))).toEqual(opened);
});

test.each<[Partial<CredentialInput>, RegExp]>([
  [{ secrets: { privateKey: 'no key' } }, /^privateKey: .*cannot be read/],
  [{ secrets: { privateKey: key.public } }, /^privateKey: .*public/],
  [{ secrets: { privateKey: locked.private } }, /^privateKey: /],
  [{ secrets: {} }, /^privateKey: .*needed/],
  [{ config: { user: 'x', hostKeys: [] } }, /^hostKeys: /],
  [{ config: { user: 'x', hostKeys: ['ssh-ed25519 AAAA'] } }, /^hostKeys.0: /],
  [{ config: { user: 'x', hostKeys: [key.public.replace('ssh-ed25519', 'ssh-rsa')] } }, /^hostKeys.0: /],
  [{ kind: 'KUBERNETES', config: {}, secrets: { kubeconfig: ': [' } }, /^kubeconfig: /],
  [{ kind: 'KUBERNETES', config: {}, secrets: { kubeconfig: kubeconfig({ exec: { command: 'sh', apiVersion: 'x' } }) } }, /^kubeconfig: .*program/],
  [{ kind: 'KUBERNETES', config: {}, secrets: { kubeconfig: kubeconfig({ 'client-key': '/etc/shadow', 'client-certificate': '/x' }) } }, /files/],
  [{ kind: 'KUBERNETES', config: {}, secrets: { kubeconfig: kubeconfig({ 'token-file': '/etc/shadow' }) } }, /files/],
  [
    {
      kind: 'KUBERNETES',
      config: {},
      secrets: { kubeconfig: kubeconfig({ token: 'x' }, { server: 'https://1.1.1.1', 'insecure-skip-tls-verify': true }) },
    },
    /insecure/,
  ],
  [{ kind: 'KUBERNETES', config: { context: 'other' }, secrets: { kubeconfig: kubeconfig({ token: 'x' }) } }, /context/],
  [{ kind: 'HTTP', config: {}, secrets: {} }, /^url: /],
  [{ kind: 'HTTP', config: { url: 'ftp://x' }, secrets: {} }, /^url: /],
  [{ kind: 'HTTP', config: {}, secrets: { 'bad header': 'x' } }, /header/],
])('%j is refused', async (change, message) => {
  const caller = await platform.createTenant();
  await expect(saveCredential(platform, caller, { ...ssh, ...change })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
  });
});

test('an address that is not public is refused where the configuration does not allow it', async () => {
  const caller = await platform.createTenant();
  const cluster = {
    name: 'k',
    kind: 'KUBERNETES' as const,
    secrets: { kubeconfig: kubeconfig({ token: 'secret-token' }, { server: 'https://10.1.2.3' }) },
  };
  await expect(saveCredential(platform, caller, cluster)).rejects.toMatchObject({ code: 'TARGET_REFUSED' });
});

test('a key with a passphrase is read with it, a kubeconfig shows its server, headers go to their address only', async () => {
  const caller = await platform.createTenant();
  await saveCredential(platform, caller, { ...ssh, secrets: { privateKey: locked.private, passphrase: 'open sesame' } });
  const cluster = await saveCredential(platform, caller, {
    name: 'k',
    kind: 'KUBERNETES',
    secrets: { kubeconfig: kubeconfig({ token: 'secret-token' }) },
  });
  expect(cluster.config).toEqual({ server: 'https://93.184.216.34:6443', context: 'c' });
  await saveCredential(platform, caller, {
    name: 'api',
    kind: 'HTTP',
    config: { url: 'https://api.example/v1' },
    secrets: { Authorization: 'Bearer hunter22' },
  });
  const http = await inTenant(caller, (db) => openCredential(db, platform.secretKey, 'HTTP', 'api'));
  expect(http.mask).toEqual(['Bearer hunter22', 'hunter22']);
  expect(headersFor(http, 'https://api.example/other')).toEqual({ Authorization: 'Bearer hunter22' });
  expect(() => headersFor(http, 'https://evil.example/')).toThrow(expect.objectContaining({ code: 'TARGET_REFUSED' }));
  await expect(inTenant(caller, (db) => openCredential(db, platform.secretKey, 'SSH', 'api'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('nobody else finds it, and who may not manage secrets changes none', async () => {
  const caller = await platform.createTenant();
  const stranger = await platform.createTenant();
  const { id } = await saveCredential(platform, caller, ssh);
  await expect(saveCredential(platform, stranger, { ...ssh, id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(deleteCredential(platform, stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'secrets:manage') };
  await expect(saveCredential(platform, reader, ssh)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await deleteCredential(platform, caller, id);
  const audits = await inTenant(caller, (db) => db.auditEntry.findMany());
  expect(JSON.stringify(audits)).not.toContain('OPENSSH');
});
