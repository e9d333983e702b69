import { savePlaybook } from '#automation/playbook/savePlaybook';
import { createDirectory } from '#identity/directory/createDirectory';
import { createIncidentStates } from '#incidents/incident/createIncidentStates';
import { createFolderStore } from '#kit/objects/createFolderStore';
import { createOutbound } from '#kit/outbound';
import { openSecret, sealSecret } from '#kit/secret';
import { systemActor } from '#kit/transact';
import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { randomBytes } from 'node:crypto';
import { resealSecrets } from './resealSecrets.ts';

let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform()));
afterAll(() => platform.close());

const [previous, current] = [randomBytes(32), randomBytes(32)];
const both = { current, previous };

async function addChannel(tenantId: string, secrets: Record<string, string>): Promise<string> {
  const channel = await platform.database.inTenant(tenantId, (db) => db.channel.create({ data: { name: 'Chat', kind: 'slack', secrets } }));
  return channel.id;
}
const secretsOf = (tenantId: string) =>
  platform.database.inTenant(tenantId, async (db) => (await db.channel.findFirstOrThrow()).secrets as Record<string, string>);

test('what the key before sealed is sealed with the new one, in every tenant, and the key before is needed no more', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  await addChannel(one.tenantId, { botToken: sealSecret('xoxb-1', previous), signingSecret: sealSecret('s', current) });
  await addChannel(other.tenantId, { botToken: sealSecret('xoxb-2', previous) });
  const outbound = createOutbound([]);
  const means = {
    outbound,
    secretKey: previous,
    directory: createDirectory(),
    incidents: createIncidentStates(),
    objects: createFolderStore('/nowhere'),
    runnerKey: null,
    origin: () => null,
  };
  await savePlaybook({ ...platform, ...means }, systemActor(one.tenantId), {
    ...{ id: null, baseVersion: null },
    definition: {
      name: 'Ask',
      steps: [{ kind: 'http', id: 'ask', name: 'x', method: 'GET', url: 'https://example.com/', headers: { authorization: 'Bearer t' } }],
    },
  });
  await outbound.close();
  const library = { name: 'x', createdAt: new Date(), updatedAt: new Date() };
  await platform.database.inTenant(one.tenantId, async (db) => {
    await db.secret.create({ data: { ...library, value: sealSecret('hunter22', previous) } });
    await db.credential.create({ data: { ...library, kind: 'HTTP', config: {}, secrets: { 'x-key': sealSecret('hunter33', previous) } } });
  });

  expect(await resealSecrets({ ...platform, secretKey: both })).toEqual({ resealed: 6, unreadable: 0 });
  const { botToken = '', signingSecret = '' } = await secretsOf(one.tenantId);
  expect([openSecret(botToken, current), openSecret(signingSecret, current)]).toEqual(['xoxb-1', 's']);
  expect(openSecret((await secretsOf(other.tenantId))['botToken'] ?? '', current)).toBe('xoxb-2');
  const { definition } = await platform.database.inTenant(one.tenantId, (db) => db.playbook.findFirstOrThrow());
  const [header = ''] = /v1\.[\w.-]+/.exec(JSON.stringify(definition)) ?? [];
  expect(openSecret(header, current)).toBe('Bearer t');
  const [kept, credential] = await platform.database.inTenant(one.tenantId, async (db) => [
    await db.secret.findFirstOrThrow(),
    await db.credential.findFirstOrThrow(),
  ]);
  expect(openSecret(kept.value, current)).toBe('hunter22');
  expect(openSecret((credential.secrets as Record<string, string>)['x-key'] ?? '', current)).toBe('hunter33');

  expect(await resealSecrets({ ...platform, secretKey: both })).toEqual({ resealed: 0, unreadable: 0 });
});

test('while both keys are known either opens, the new one seals, and what neither opens is left alone', async () => {
  expect(openSecret(sealSecret('old', previous), both)).toBe('old');
  expect(openSecret(sealSecret('new', both), current)).toBe('new');
  const { tenantId } = await platform.createTenant();
  const foreign = sealSecret('x', randomBytes(32));
  await addChannel(tenantId, { botToken: foreign });
  expect(await resealSecrets({ ...platform, secretKey: both })).toMatchObject({ unreadable: 1 });
  expect(await secretsOf(tenantId)).toEqual({ botToken: foreign });
});

test('without a key before nothing is read', async () => {
  expect(await resealSecrets({ ...platform, secretKey: current })).toEqual({ resealed: 0, unreadable: 0 });
});
