import { saveCredential } from '../credential/saveCredential.ts';
import { deleteCredential } from '../credential/deleteCredential.ts';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { archiveScript } from '../script/archiveScript.ts';
import { saveScript } from '../script/saveScript.ts';
import { deleteSecret } from '../secret/deleteSecret.ts';
import { saveSecret } from '../secret/saveSecret.ts';
import { archivePlaybook } from './archivePlaybook.ts';
import { findUsers, type Named } from './findUsers.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

test('what steps name is found however deep it stands, and goes only with force while a playbook that is in use names it', async () => {
  const caller = await platform.createTenant();
  const name = `it's "x"`;
  const script = await saveScript(platform, caller, { name, language: 'BASH', code: 'true' });
  const secret = await saveSecret(platform, caller, { name, value: 'hunter22' });
  const credential = await saveCredential(platform, caller, { name, kind: 'HTTP', config: {}, secrets: { authorization: 'x' } });
  const steps = [
    {
      ...{ kind: 'condition', id: 'c', name: 'C', when: 'true' },
      then: [{ kind: 'script', id: 's', name: 'S', script: name, secrets: { DB: name } }],
      else: [{ kind: 'http', id: 'h', name: 'H', method: 'GET', url: 'https://example.com', credential: name }],
    },
  ];
  const { playbookId } = await platform.createTriggered(caller, steps);
  const users = (named: Named, of = caller) => platform.database.inTenant(of.tenantId, (db) => findUsers(db, named));
  for (const kind of ['script', 'secret', 'credential'] as const) {
    expect(await users({ kind, name })).toMatchObject([{ id: playbookId }]);
    expect(await users({ kind, name: 'another' })).toEqual([]);
    expect(await users({ kind, name }, await platform.createTenant())).toEqual([]);
  }
  const refused = { code: 'IN_USE', message: expect.stringMatching(/is used by .+ \(started by .+\)\.$/) };
  await expect(archiveScript(platform, caller, script.id)).rejects.toMatchObject(refused);
  await expect(deleteSecret(platform, caller, secret.id)).rejects.toMatchObject(refused);
  await expect(deleteCredential(platform, caller, credential.id)).rejects.toMatchObject(refused);
  await deleteSecret(platform, caller, secret.id, true);

  await archivePlaybook(platform, caller, playbookId);
  await archiveScript(platform, caller, script.id);
  await deleteCredential(platform, caller, credential.id);
});
