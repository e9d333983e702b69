import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { saveCredential } from '../../credential/saveCredential.ts';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../../openTestAutomation.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

type Asked = { step: { runId: string; path: string; fence: number; key: string } } & Record<string, unknown>;

/** What was asked of other subgraphs for a tenant. */
async function asked({ tenantId }: Caller, queue: string): Promise<Asked[]> {
  const rows = await platform.database.inTenant(
    tenantId,
    (db) =>
      db.$queryRaw<{ payload: Asked }[]>`SELECT data->'payload' AS payload FROM pgboss.job WHERE name = ${queue} AND data->>'tenantId' = ${tenantId}`,
  );
  return rows.map(({ payload }) => payload);
}
/** A run of these steps for an incident, which waits. */
async function begin(steps: Record<string, unknown>[]) {
  const caller = await platform.createTenant();
  await platform.createTriggered(caller, steps);
  await platform.open(caller, exampleIncident());
  await platform.wake(caller);
  return caller;
}
const answer = (caller: Caller, step: Asked['step'], outcome: string, output: object | null = null) =>
  platform.run('step.answered/takeStepAnswer', caller, { step, at: new Date().toISOString(), outcome, error: null, output });

test('a silence is asked for with labels that stay within their quotes, and the step ends with what it became', async () => {
  const caller = await begin([
    { kind: 'silence', matchers: '{title="{{ incident.title }}"}', minutes: 30, comment: 'While {{ run.playbook }} works' },
    {},
  ]);
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'WAITING' });
  const [silence] = await asked(caller, 'step.silenceAsked/openAskedSilence');
  expect(silence).toMatchObject({ matchers: [{ name: 'title', op: '=', value: 'Disk of "db-1" is full' }], minutes: 30 });
  const [run] = await platform.runs(caller);
  expect(silence?.['causation']).toEqual([run?.id]);
  await answer(caller, { ...(silence?.step as Asked['step']), fence: 99 }, 'succeeded');
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'WAITING' });
  await answer(caller, silence?.step as Asked['step'], 'succeeded', { silenceId: 's1' });
  await platform.wake(caller);
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'SUCCEEDED' });
});

test('people are told, and when nobody can be the step fails with that reason', async () => {
  const caller = await begin([{ kind: 'notify', to: [{ kind: 'team', name: 'Databases' }], text: '{{ incident.title }}' }]);
  const [notice] = await asked(caller, 'step.noticeAsked/sendAsked');
  expect(notice).toMatchObject({ to: [{ kind: 'team', name: 'Databases' }], text: 'Disk of "db-1" is full', incident: { number: 7 } });
  await answer(caller, notice?.step as Asked['step'], 'nobody_to_tell');
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'FAILED', outcome: 'nobody_to_tell' });
});

test('the agents are asked for the suspects of the incident', async () => {
  const caller = await begin([{ kind: 'agent', agent: 'rootCause' }, { body: '{"cause":"{{ steps.step1.output.suspects[0].label }}"}' }]);
  const [question] = await asked(caller, 'step.analysisAsked/analyseAsked');
  await answer(caller, question?.step as Asked['step'], 'succeeded', { suspects: [{ label: 'db-1' }] });
  await platform.wake(caller);
  expect((await platform.runs(caller))[0]).toMatchObject({ status: 'SUCCEEDED' });
  expect(platform.service.received.at(-1)?.body).toBe('{"cause":"db-1"}');
});

test('an annotation is written with the credential, whose secret is nowhere to be seen', async () => {
  const caller = await platform.createTenant();
  const name = uuidv7();
  await saveCredential(platform, caller, {
    name,
    kind: 'HTTP',
    config: { url: platform.service.origin },
    secrets: { Authorization: 'Bearer glsa_hush' },
  });
  await platform.createTriggered(caller, [
    { kind: 'grafanaAnnotation', credential: name, text: 'Cleaned {{ incident.labels.instance }}', tags: ['disk'] },
  ]);
  await platform.open(caller);
  await platform.wake(caller);
  expect(platform.service.received.at(-1)).toMatchObject({
    method: 'POST',
    path: '/api/annotations',
    headers: { authorization: 'Bearer glsa_hush' },
  });
  expect(JSON.parse(platform.service.received.at(-1)?.body ?? '')).toMatchObject({ text: 'Cleaned db-1:9100', tags: ['sre-platform', 'disk'] });
  const runs = await platform.runs(caller);
  expect(runs[0]).toMatchObject({ status: 'SUCCEEDED' });
  expect(JSON.stringify(runs)).not.toContain('glsa_hush');
});
