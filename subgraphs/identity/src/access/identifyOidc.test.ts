import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { addPerson } from '../person/addPerson.ts';
import { createCallerCheck } from '../identify.ts';
import { createTenant } from '../tenant/createTenant.ts';
import { type FakeIssuer, startFakeIssuer } from './fake.ts';
import type { OidcIssuer } from './identifyOidc.ts';

let platform: TestPlatform;
let issuer: FakeIssuer;
beforeAll(async () => void ([platform, issuer] = [await openTestPlatform(), await startFakeIssuer('RS256')]));
afterAll(async () => {
  await platform.close();
  await issuer.close();
});

let serial = 0;
let [acme, other] = [
  { id: '', slug: '' },
  { id: '', slug: '' },
];
beforeEach(async () => {
  acme = await createTenant(platform, { slug: `acme-${++serial}`, name: 'Acme' });
  other = await createTenant(platform, { slug: `other-${serial}`, name: 'Other' });
});

const person = () => ({ sub: `subject-${serial}`, aud: 'sre-platform', preferred_username: 'ada', email: 'ada@example.com' });
const ask = (token: string, oidc: Partial<OidcIssuer> = {}, headers: Record<string, string> = {}) =>
  createCallerCheck(platform, { oidc: { issuer: issuer.url, audience: 'sre-platform', ...oidc } })({
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

test('a person that a tenant knows comes in as themselves', async () => {
  const { personId, teamId } = await addPerson(
    platform,
    systemActor(acme.id),
    {
      issuer: issuer.url,
      subject: person().sub,
      name: 'Ada',
      email: null,
    },
    'admin',
  );
  expect(await ask(await issuer.sign(person()))).toMatchObject({
    tenantId: acme.id,
    personId,
    teamIds: [teamId],
    via: 'OIDC',
    permissions: expect.arrayContaining(['identity:manage']),
  });
});

test('without a claim for the tenant, someone unknown is told what to do', async () => {
  await expect(ask(await issuer.sign(person()))).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('claim') });
});

test.each([
  ['one slug', (slug: string): unknown => slug],
  ['a list', (slug: string) => ['nowhere', slug]],
  ["Keycloak's object", (slug: string) => ({ [slug]: { id: '42' } })],
])('the claim names the tenant as %s: someone unknown becomes a viewer there', async (_, claim) => {
  const caller = await ask(await issuer.sign({ ...person(), organization: claim(acme.slug) }), { tenantClaim: 'organization' });
  expect(caller).toMatchObject({ tenantId: acme.id, permissions: expect.arrayContaining(['incidents:read']) });
  expect(caller.permissions).not.toContain('incidents:acknowledge');
  expect(await platform.database.inTenant(acme.id, (db) => db.person.findMany({ select: { name: true, email: true } }))).toEqual([
    { name: 'ada', email: 'ada@example.com' },
  ]);
  expect(await platform.database.inTenant(other.id, (db) => db.person.count())).toBe(0);
});

test('a tenant that knows a person does not let them in once the claim no longer names it', async () => {
  await addPerson(platform, systemActor(acme.id), { issuer: issuer.url, subject: person().sub, name: 'Ada', email: null }, 'admin');
  for (const organization of [undefined, [], 'nowhere', 7]) {
    await expect(ask(await issuer.sign({ ...person(), organization }), { tenantClaim: 'organization' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('a person of several tenants names one', async () => {
  const token = await issuer.sign({ ...person(), organization: [acme.slug, other.slug] });
  const claimed = { tenantClaim: 'organization' };
  await expect(ask(token, claimed)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('X-Sre-Tenant') });
  expect((await ask(token, claimed, { 'x-sre-tenant': other.slug })).tenantId).toBe(other.id);
  const third = await createTenant(platform, { slug: `third-${serial}`, name: 'Third' });
  for (const slug of [third.slug, 'nowhere']) {
    await expect(ask(token, claimed, { 'x-sre-tenant': slug })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('tokens of another issuer, for another audience, past their end or without one are refused', async () => {
  await expect(ask(await issuer.sign({ ...person(), iss: 'https://elsewhere.example' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(ask(await issuer.sign({ ...person(), aud: 'grafana' }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(ask(await issuer.sign({ ...person(), exp: undefined }))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(ask(await issuer.sign({ ...person(), exp: 1 }))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
});

test('an issuer that cannot be reached, or names another in its metadata, is unavailable', async () => {
  const token = await issuer.sign(person());
  await expect(ask(token, { issuer: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  await expect(ask(token, { issuer: issuer.url.replace('127.0.0.1', 'localhost') })).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
});
