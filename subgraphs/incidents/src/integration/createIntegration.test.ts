import { hashToken } from '#kit/secret';
import { systemActor } from '#kit/transact';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { createIntegration } from './createIntegration.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

const actor = async () => systemActor((await platform.createTenant()).tenantId);

test('an integration shows its token once and keeps its hash; the audit row holds neither', async () => {
  const owner = await actor();
  const { integration, token } = await createIntegration(platform, owner, { name: ' Prod ', source: 'PROMETHEUS', fingerprintLabels: ['alertname'] });
  expect(token).toMatch(/^sre_int_/);
  const [integrations, audits] = await platform.database.inTenant(owner.tenantId, async (db) => [
    await db.integration.findMany(),
    await db.auditEntry.findMany(),
  ]);
  expect(integrations).toMatchObject([
    { id: integration.id, name: 'Prod', source: 'PROMETHEUS', fingerprintLabels: ['alertname'], tokenHash: hashToken(token) },
  ]);
  expect(audits).toMatchObject([{ action: 'integration.created', subjectId: integration.id, via: 'SYSTEM' }]);
  expect(JSON.stringify(audits)).not.toContain(token);
  expect(JSON.stringify(audits)).not.toContain(hashToken(token));
});

test('names are taken in one tenant, not in another', async () => {
  const [one, other] = [await actor(), await actor()];
  const settings = { name: 'Prod', source: 'ALERTMANAGER' } as const;
  await createIntegration(platform, one, settings);
  await expect(createIntegration(platform, one, settings)).rejects.toMatchObject({ code: 'CONFLICT' });
  await createIntegration(platform, other, settings);
});

test('settings that make no sense are refused', async () => {
  const owner = await actor();
  await expect(createIntegration(platform, owner, { name: '', source: 'ALERTMANAGER' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
