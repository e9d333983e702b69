import { type Credential, draftOf, inputOf, isIncomplete, newCredential } from './credentialDraft';

const kept = (given: Partial<Credential>): Credential => ({
  ...{ id: 'c1', name: 'Hosts', kind: 'SSH', description: '', updatedAt: '', updatedBy: null },
  ...{ config: { user: 'ops', hostKeys: ['ssh-ed25519 AAAA'] }, secretsKept: ['privateKey', 'passphrase'] },
  ...given,
});

it('what is left empty is not named, and stays', () => {
  expect(inputOf(draftOf(kept({})))).toMatchObject({
    config: { user: 'ops', hostKeys: ['ssh-ed25519 AAAA'] },
    secrets: {},
  });
});

it('a new key takes the passphrase of the one before away', () => {
  expect(inputOf({ ...draftOf(kept({})), privateKey: 'new' }).secrets).toEqual({ privateKey: 'new', passphrase: null });
});

it('a password instead of the key takes the key away', () => {
  expect(inputOf({ ...draftOf(kept({})), by: 'password', password: 'hush' }).secrets).toEqual({
    ...{ privateKey: null, passphrase: null, password: 'hush' },
  });
});

it('a header that was taken out is null, one that was left alone is not named', () => {
  const draft = draftOf(kept({ kind: 'HTTP', config: { url: 'https://a.example' }, secretsKept: ['A', 'B'] }));
  expect(inputOf({ ...draft, headers: draft.headers.slice(1) }).secrets).toEqual({ A: null });
});

it('comments of ssh-keyscan are no keys', () => {
  const draft = { ...newCredential, name: 'x', user: 'ops', privateKey: 'k', hostKeys: '# host:22 SSH-2.0\n' };
  expect(isIncomplete(draft)).toBe(true);
  expect(isIncomplete({ ...draft, hostKeys: `${draft.hostKeys}host ssh-ed25519 AAAA` })).toBe(false);
});
