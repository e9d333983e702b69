import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { createAuthenticate } from './authenticate.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

test('a token leads to its sender, and is believed for ten seconds without asking again', async () => {
  const { token, tenantId, integrationId } = await platform.createSender('ALERTMANAGER', ['alertname']);
  const authenticate = createAuthenticate(platform);
  const sender = await authenticate(token, 'ALERTMANAGER');
  expect(sender).toMatchObject({ tenantId, id: integrationId, fingerprintLabels: ['alertname'] });

  await platform.database.inTenant(tenantId, (db) => db.integration.delete({ where: { tenantId_id: { tenantId, id: integrationId } } }));
  platform.advance(9);
  expect(await authenticate(token, 'ALERTMANAGER')).toBe(sender);
  platform.advance(2);
  await expect(authenticate(token, 'ALERTMANAGER')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('an unknown token is asked for again: it may be known a moment later', async () => {
  const authenticate = createAuthenticate(platform);
  await expect(authenticate('sre_int_unknown', 'PROMETHEUS')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(authenticate(undefined, 'PROMETHEUS')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const { token } = await platform.createSender('PROMETHEUS');
  await expect(authenticate(token, 'ALERTMANAGER')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(authenticate(token, 'PROMETHEUS')).resolves.toMatchObject({ source: 'PROMETHEUS' });
});
