import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { jest } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { createConnection } from '../connection/createConnection.ts';
import { moveConnection } from '../connection/moveConnection.ts';
import { type CallerCheck, createCallerCheck } from '../identify.ts';
import { createTenant } from '../tenant/createTenant.ts';
import { systemActor } from '#kit/transact';
import { type FakeIssuer, startFakeIssuer } from './fake.ts';

let platform: TestPlatform;
let grafana: FakeIssuer;
let check: CallerCheck;
let tenantId: string;
let secret: string;
let connectionId: string;

const clock = { now: () => new Date(Date.now()) };
beforeAll(async () => void (platform = await openTestPlatform({ clock })));
afterAll(() => platform.close());

let serial = 0;
beforeEach(async () => {
  grafana = await startFakeIssuer();
  check = createCallerCheck(platform);
  ({ id: tenantId } = await createTenant(platform, { slug: `tenant-${++serial}`, name: 'Acme' }));
  ({ id: connectionId, secret } = await createConnection(platform, systemActor(tenantId), {
    issuer: `${grafana.url}/`,
    org: '1',
    defaultRole: 'responder',
  }));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await grafana.close();
});

const user = { aud: ['org:1'], sub: 'user:u1', type: 'user', name: 'Ada Lovelace', username: 'ada', email: 'ada@example.com' };
const ask = (token: string | undefined, withSecret: string | undefined = secret) =>
  check({ headers: { ...(withSecret !== undefined && { 'x-sre-connection': withSecret }), ...(token !== undefined && { 'x-grafana-id': token }) } });
const inTenant = <T>(work: Parameters<TestPlatform['database']['inTenant']>[1]) => platform.database.inTenant(tenantId, work) as Promise<T>;

test('a user not seen before becomes a person with the default role, and stays that person', async () => {
  const caller = await ask(await grafana.sign(user));
  expect(caller).toMatchObject({ tenantId, via: 'GRAFANA', permissions: expect.arrayContaining(['incidents:acknowledge', 'incidents:read']) });
  expect(caller.permissions).not.toContain('identity:manage');
  expect(caller.expiresAt!.getTime() - Date.now()).toBeGreaterThan(590_000);
  expect((await createCallerCheck(platform)({ headers: { 'x-sre-connection': secret, 'x-grafana-id': await grafana.sign(user) } })).personId).toBe(
    caller.personId,
  );

  const [person] = await inTenant<object[]>((db) => db.person.findMany({ include: { identities: true, memberships: { include: { team: true } } } }));
  expect(person).toMatchObject({
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    identities: [{ issuer: grafana.url, subject: 'user:u1' }],
    memberships: [{ teamId: caller.teamIds[0], team: { name: `Everyone from ${grafana.url} (organisation 1)` } }],
  });
  const audit = await inTenant<object[]>((db) => db.auditEntry.findMany({ where: { action: 'person.created' } }));
  expect(audit).toMatchObject([{ subjectId: caller.personId, via: 'SYSTEM', actorId: null, after: { name: 'Ada Lovelace' } }]);
});

test('twenty first requests at once make one person', async () => {
  const token = await grafana.sign(user);
  const checks = Array.from({ length: 20 }, () => createCallerCheck(platform));
  const callers = await Promise.all(checks.map((one) => one({ headers: { 'x-sre-connection': secret, 'x-grafana-id': token } })));
  expect(new Set(callers.map((caller) => caller.personId)).size).toBe(1);
  expect(await inTenant((db) => db.person.count())).toBe(1);
});

test('different new users at once come into one team', async () => {
  const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((name) => grafana.sign({ ...user, sub: `user:${name}` })));
  const callers = await Promise.all(
    tokens.map((token) => createCallerCheck(platform)({ headers: { 'x-sre-connection': secret, 'x-grafana-id': token } })),
  );
  expect(new Set(callers.map((caller) => caller.personId)).size).toBe(4);
  expect(new Set(callers.flatMap((caller) => caller.teamIds)).size).toBe(1);
});

test('organisations and Grafanas of different tenants do not mix', async () => {
  const other = await createTenant(platform, { slug: `other-${serial}`, name: 'Other' });
  const theirs = await createConnection(platform, systemActor(other.id), { issuer: grafana.url, org: '2' });
  const caller = await ask(await grafana.sign({ ...user, aud: ['org:2'] }), theirs.secret);
  expect(caller.tenantId).toBe(other.id);
  expect(await inTenant((db) => db.person.count())).toBe(0);
  await expect(ask(await grafana.sign({ ...user, aud: ['org:2'] }))).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: expect.stringContaining('"aud"'),
  });
  await expect(createConnection(platform, systemActor(other.id), { issuer: `${grafana.url}//`, org: '1' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

describe('refused', () => {
  const refusals: [string, string | RegExp, () => Promise<unknown>][] = [
    ['an unknown secret', 'CONNECTION_UNKNOWN', async () => ask(await grafana.sign(user), 'sre_conn_not-this-one')],
    ['a secret without an identity', /UNAUTHENTICATED.*idForwarding/, () => ask(undefined)],
    [
      'an identity without the secret',
      /UNAUTHENTICATED.*x-sre-connection/,
      async () => check({ headers: { 'x-grafana-id': await grafana.sign(user) } }),
    ],
    [
      'an identity without the secret, beside another credential',
      /UNAUTHENTICATED.*x-sre-connection/,
      async () => check({ headers: { 'x-grafana-id': await grafana.sign(user), authorization: 'Bearer sre_key_x' } }),
    ],
    ['another issuer', /UNAUTHENTICATED.*"iss"/, async () => ask(await grafana.sign({ ...user, iss: 'https://elsewhere.example' }))],
    ['another organisation', /UNAUTHENTICATED.*"aud"/, async () => ask(await grafana.sign({ ...user, aud: ['org:12'] }))],
    ['no audience', /UNAUTHENTICATED.*"aud"/, async () => ask(await grafana.sign({ ...user, aud: undefined }))],
    ['a service account', /UNAUTHENTICATED.*service-account/, async () => ask(await grafana.sign({ ...user, type: 'service-account' }))],
    ['no type', /UNAUTHENTICATED/, async () => ask(await grafana.sign({ ...user, type: undefined }))],
    ['an access token (typ at+jwt)', /UNAUTHENTICATED.*"typ"/, async () => ask(await grafana.sign(user, { typ: 'at+jwt' }))],
    ['no typ', /UNAUTHENTICATED.*"typ"/, async () => ask(await grafana.sign(user, { typ: undefined }))],
    ['no exp', /UNAUTHENTICATED.*"exp"/, async () => ask(await grafana.sign({ ...user, exp: undefined }))],
    ['no sub', /UNAUTHENTICATED.*"sub"/, async () => ask(await grafana.sign({ ...user, sub: undefined }))],
    ['a past exp', 'TOKEN_EXPIRED', async () => ask(await grafana.sign({ ...user, exp: Math.floor(Date.now() / 1000) - 30 }))],
    ['an nbf to come', /UNAUTHENTICATED.*"nbf"/, async () => ask(await grafana.sign({ ...user, nbf: Math.floor(Date.now() / 1000) + 300 }))],
    ['no signature', /UNAUTHENTICATED/, async () => ask(new UnsecuredJWT({ ...user, iss: grafana.url }).setExpirationTime('5m').encode())],
    ['HS256 with the public key as its secret', /UNAUTHENTICATED.*"alg"/, async () => ask(await signedWithThePublicKey())],
    ['what is no token', /UNAUTHENTICATED/, () => ask('not.a.token')],
    ['a signature changed', /UNAUTHENTICATED.*signature/, async () => ask(changed(await grafana.sign(user)))],
    ['a key of another Grafana', /UNAUTHENTICATED/, signedByAnother],
  ];
  test.each(refusals)('%s', async (_, expected, attempt) => {
    const error = await attempt().then(
      () => 'accepted',
      (thrown: { code: string; message: string }) => `${thrown.code} ${thrown.message}`,
    );
    expect(error).toMatch(expected);
    expect(await inTenant((db) => db.person.count())).toBe(0);
  });

  function signedWithThePublicKey(): Promise<string> {
    const jwk = grafana.publicKey();
    return new SignJWT({ ...user, iss: grafana.url })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: jwk.kid! })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(JSON.stringify(jwk)));
  }
  function changed(token: string): string {
    const [head, body, signature = ''] = token.split('.');
    return [head, body, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join('.');
  }
  async function signedByAnother(): Promise<unknown> {
    const another = await startFakeIssuer();
    try {
      return await ask(await another.sign({ ...user, iss: grafana.url }));
    } finally {
      await another.close();
    }
  }
});

describe('signing keys', () => {
  test.each(['down', 'null keys', 'endless'] as const)(
    '%s: unavailable, and asked again once the issuer was left alone for two seconds',
    async (behaviour) => {
      grafana.behave(behaviour);
      const token = await grafana.sign(user);
      await expect(ask(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE', retryAfter: 2 });
      grafana.behave('keys');
      await expect(ask(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
      expect(grafana.asked()).toBe(1);
      later(2_100);
      await expect(ask(token)).resolves.toMatchObject({ tenantId });
    },
  );

  test('no server at all: unavailable', async () => {
    const gone = await startFakeIssuer();
    await gone.close();
    await moveConnection(platform, systemActor(tenantId), connectionId, { issuer: grafana.url, org: '1', jwksUrl: gone.url });
    await expect(ask(await grafana.sign(user))).rejects.toMatchObject({
      code: 'IDENTITY_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a silent server: unavailable after five seconds', async () => {
    grafana.behave('silent');
    const before = performance.now();
    await expect(ask(await grafana.sign(user))).rejects.toMatchObject({
      code: 'IDENTITY_UNAVAILABLE',
      message: expect.stringContaining('no answer in time'),
    });
    expect(performance.now() - before).toBeGreaterThan(4_900);
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  test('a redirect to another host is not followed', async () => {
    const another = await startFakeIssuer();
    grafana.behave({ redirect: `${another.url.replace('127.0.0.1', 'localhost')}/api/signing-keys/keys` });
    await expect(ask(await another.sign({ ...user, iss: grafana.url }))).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    expect(another.asked()).toBe(0);
    await another.close();
  });

  test('are fetched once for many requests, and again after five minutes', async () => {
    await Promise.all(Array.from({ length: 5 }, async () => ask(await grafana.sign(user))));
    expect(grafana.asked()).toBe(1);
    later(5 * 60_000 + 1);
    await ask(await grafana.sign(user));
    expect(grafana.asked()).toBe(2);
  });

  test('kept ones that cannot be renewed count no longer', async () => {
    await ask(await grafana.sign(user));
    grafana.behave('down');
    await ask(await grafana.sign(user));
    later(5 * 60_000 + 1);
    await expect(ask(await grafana.sign(user))).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });

  test('after a rotation the new key works at once, the old one no longer', async () => {
    const old = await grafana.sign(user);
    await ask(old);
    later(10_001);
    await grafana.rotate();
    await expect(ask(await grafana.sign(user))).resolves.toMatchObject({ tenantId });
    await expect(ask(old)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('made-up key ids do not hammer the issuer', async () => {
    await ask(await grafana.sign(user));
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(ask(await grafana.sign(user, { kid: `made-up-${attempt}` }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(grafana.asked()).toBe(1);
  });
});

test('a Grafana that moves keeps its secret and its people', async () => {
  const before = await ask(await grafana.sign(user));
  const moved = await startFakeIssuer();
  await moveConnection(platform, systemActor(tenantId), connectionId, { issuer: moved.url, org: '1' });
  later(5_001);
  expect((await ask(await moved.sign(user))).personId).toBe(before.personId);
  await expect(ask(await grafana.sign(user))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const other = await createTenant(platform, { slug: `mover-${serial}`, name: 'Other' });
  await expect(moveConnection(platform, systemActor(other.id), connectionId, { issuer: grafana.url, org: '1' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await moved.close();
});

test('a changed role is felt within five seconds', async () => {
  const before = await ask(await grafana.sign(user));
  await inTenant((db) => db.teamRole.deleteMany());
  later(5_001);
  expect((await ask(await grafana.sign(user))).permissions).toEqual([]);
  expect(before.permissions).not.toEqual([]);
});

test('whoever was taken out of the entrance team is not put back', async () => {
  await ask(await grafana.sign(user));
  await inTenant((db) => db.teamMember.deleteMany());
  expect(await createCallerCheck(platform)({ headers: { 'x-sre-connection': secret, 'x-grafana-id': await grafana.sign(user) } })).toMatchObject({
    teamIds: [],
    permissions: [],
  });
});

/** Time goes on by this many milliseconds, for the platform's clock and for jose alike. */
function later(ms: number): void {
  const then = Date.now() + ms;
  jest.spyOn(Date, 'now').mockImplementation(() => then);
}
