import { createTenant } from '#identity/tenant/createTenant';
import { type CallerCheck, createCallerCheck } from '#identity/identify';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { describeWith } from '#tests/servers/describeWith';
import { type Keycloak, startKeycloak } from '#tests/servers/keycloak';
import { jest } from '@jest/globals';
import { z } from 'zod';

/** A realm as an operator would make it: organisations are our tenants, and one client whose tokens are meant for the platform. */
const password = 'correct horse';
const person = (username: string, firstName: string, lastName: string) => ({
  username,
  firstName,
  lastName,
  email: `${username}@example.com`,
  emailVerified: true,
  enabled: true,
  credentials: [{ type: 'password', value: password, temporary: false }],
});
const client = { enabled: true, publicClient: true, directAccessGrantsEnabled: true, standardFlowEnabled: false };
const realm = {
  realm: 'sre',
  enabled: true,
  sslRequired: 'none',
  organizationsEnabled: true,
  users: [person('ada', 'Ada', 'Lovelace'), person('bob', 'Bob', 'Nobody'), person('carol', 'Carol', 'Both')],
  organizations: [
    { name: 'Acme', alias: 'acme', enabled: true, domains: [{ name: 'acme.example' }], members: [{ username: 'ada' }, { username: 'carol' }] },
    { name: 'Other', alias: 'other', enabled: true, domains: [{ name: 'other.example' }], members: [{ username: 'carol' }] },
  ],
  clients: [
    {
      ...client,
      clientId: 'sre-cli',
      protocolMappers: [
        {
          name: 'audience',
          protocol: 'openid-connect',
          protocolMapper: 'oidc-audience-mapper',
          config: { 'included.custom.audience': 'sre-platform', 'access.token.claim': 'true' },
        },
      ],
    },
    { ...client, clientId: 'something-else' },
  ],
};

describeWith(['keycloak'], 'people of a real Keycloak', () => {
  let keycloak: Keycloak;
  let platform: TestPlatform;
  let check: CallerCheck;
  let tenants: { acme: string; other: string };
  let offset = 0;

  beforeAll(async () => {
    platform = await openTestPlatform({ clock: { now: () => new Date(Date.now() + offset) } });
    keycloak = await startKeycloak({ realms: [realm] });
    check = createCallerCheck(platform, { oidc: { issuer: keycloak.issuer('sre'), audience: 'sre-platform', tenantClaim: 'organization' } });
    const [acme, other] = [
      await createTenant(platform, { slug: 'acme', name: 'Acme' }),
      await createTenant(platform, { slug: 'other', name: 'Other' }),
    ];
    tenants = { acme: acme.id, other: other.id };
  }, 600_000);
  afterEach(() => {
    offset = 0;
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await keycloak?.stop();
    await platform?.close();
  });

  const tokenShape = z.object({ access_token: z.string(), id_token: z.string().optional(), refresh_token: z.string().optional() });
  async function signIn(username: string, clientId = 'sre-cli') {
    const body = new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      username,
      password,
      scope: 'openid profile email organization:*',
    });
    const response = await fetch(`${keycloak.issuer('sre')}/protocol/openid-connect/token`, { method: 'POST', body });
    return tokenShape.parse(await response.json());
  }
  const ask = (token: string | undefined, headers: Record<string, string> = {}) =>
    check({ headers: { authorization: `Bearer ${token}`, ...headers } });

  test('a member of one organisation is a person of its tenant, by name, and only once', async () => {
    const first = await ask((await signIn('ada')).access_token);
    expect(first).toMatchObject({ tenantId: tenants.acme, via: 'OIDC', permissions: expect.arrayContaining(['incidents:read']) });
    expect((await ask((await signIn('ada')).access_token)).personId).toBe(first.personId);
    const people = await platform.database.inTenant(tenants.acme, (db) => db.person.findMany({ select: { id: true, name: true, email: true } }));
    expect(people).toEqual([{ id: first.personId, name: 'Ada Lovelace', email: 'ada@example.com' }]);
    expect(await platform.database.inTenant(tenants.other, (db) => db.person.count())).toBe(0);
  });

  test('a member of none is told why they are refused', async () => {
    await expect(ask((await signIn('bob')).access_token)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('organisation'),
    });
  });

  test('a member of two names one, and is another person in each', async () => {
    const { access_token } = await signIn('carol');
    await expect(ask(access_token)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const [here, there] = [await ask(access_token, { 'x-sre-tenant': 'acme' }), await ask(access_token, { 'x-sre-tenant': 'other' })];
    expect([here.tenantId, there.tenantId]).toEqual([tenants.acme, tenants.other]);
    expect(here.personId).not.toBe(there.personId);
  });

  test('tokens that are not meant for the platform are refused', async () => {
    const { access_token, id_token, refresh_token } = await signIn('ada');
    await expect(ask((await signIn('ada', 'something-else')).access_token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('"aud"'),
    });
    for (const token of [id_token, refresh_token]) {
      expect(token).toBeDefined();
      await expect(ask(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    offset = 600_000;
    await expect(ask(access_token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('after Keycloak rotated its key, new tokens are accepted', async () => {
    await ask((await signIn('ada')).access_token);
    const before = keyId((await signIn('ada')).access_token);
    await rotateKeys();
    const { access_token } = await signIn('ada');
    expect(keyId(access_token)).not.toBe(before);
    const later = Date.now() + 10_001;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    expect((await ask(access_token)).tenantId).toBe(tenants.acme);
  });

  test('while Keycloak is away its people stay, until its keys are five minutes old', async () => {
    const { access_token } = await signIn('ada');
    await ask(access_token);
    await keycloak.stop();
    expect((await ask(access_token)).tenantId).toBe(tenants.acme);
    // Only the keys grow old here: the platform's clock, by which the token lives, goes back by as much.
    const later = Date.now() + 6 * 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    offset = -6 * 60_000;
    await expect(ask(access_token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });

  const keyId = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

  /** A new signing key that goes before the old one, as an administrator makes it. */
  async function rotateKeys(): Promise<void> {
    const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...keycloak.admin });
    const signedIn = await fetch(`${keycloak.issuer('master')}/protocol/openid-connect/token`, { method: 'POST', body });
    const headers = { authorization: `Bearer ${tokenShape.parse(await signedIn.json()).access_token}`, 'content-type': 'application/json' };
    const { id } = z.object({ id: z.string() }).parse(await (await fetch(`${keycloak.url}/admin/realms/sre`, { headers })).json());
    const provider = {
      name: 'next',
      providerId: 'rsa-generated',
      providerType: 'org.keycloak.keys.KeyProvider',
      parentId: id,
      config: { priority: ['200'], enabled: ['true'], active: ['true'], algorithm: ['RS256'] },
    };
    const made = await fetch(`${keycloak.url}/admin/realms/sre/components`, { method: 'POST', headers, body: JSON.stringify(provider) });
    expect(made.status).toBe(201);
  }
});
