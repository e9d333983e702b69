import { cancelRun } from '#automation/engine/cancelRun';
import { saveCredential } from '#automation/credential/saveCredential';
import { exampleIncident } from '#automation/openTestAutomation';
import { giveStep } from '#automation/runner/giveStep';
import { archiveScript } from '#automation/script/archiveScript';
import { saveScript } from '#automation/script/saveScript';
import { saveSecret } from '#automation/secret/saveSecret';
import type { Caller } from '#kit/caller';
import { eventually } from '#tests/journeys/ask';
import { type Sshd, startSshd } from '#tests/servers/sshd';
import { openTestRunner, type TestRunner } from './openTestRunner.ts';

/** Steps of playbooks that a runner does: engine, protocol and runner together, against a real SSH server. */

let house: TestRunner;
let sshd: Sshd;
beforeAll(async () => {
  house = await openTestRunner();
  await house.start({ environment: { RUNNER_FIRST_UID: '64980' } });
  sshd = await startSshd();
}, 60_000);
afterAll(async () => {
  await sshd.stop();
  await house.close();
}, 60_000);

async function begin(caller: Caller, ...steps: object[]) {
  await house.platform.createTriggered(caller, steps as Record<string, unknown>[]);
  await house.platform.open(caller, exampleIncident({ labels: { instance: 'db-1', note: "it's $(reboot) `x`" } }));
  await house.platform.wake(caller);
}
const runOf = async (caller: Caller) => {
  const [run] = await house.platform.runs(caller);
  if (!run) throw new Error('There is no run.');
  return run;
};
const ended = (caller: Caller) =>
  eventually('end of the run', async () => {
    await house.platform.wake(caller);
    const run = await runOf(caller);
    return run.finishedAt !== null && run;
  });

test('a script is given what expressions say, and later steps see its result', async () => {
  const caller = await house.platform.createTenant();
  await saveSecret(house.platform, caller, { name: 'db', value: 'hunter22' });
  const parameters = {
    type: 'object',
    properties: { host: { type: 'string' }, n: { type: 'integer', default: 7 } },
    required: ['host'],
    additionalProperties: false,
  };
  await saveScript(house.platform, caller, {
    ...{ name: 'Look', language: 'BASH', parameters },
    code: 'echo "on $PARAM_HOST with $DB"; echo "{\\"next\\": \\"$PARAM_HOST-$PARAM_N\\"}" > "$SRE_OUTPUT"',
  });
  await saveScript(house.platform, caller, { name: 'Say', language: 'BASH', code: 'echo "$PARAM_WHAT"', parameters: { type: 'object' } });
  await begin(
    caller,
    { kind: 'script', id: 'look', script: 'Look', parameters: { host: 'incident.labels.instance' }, secrets: { DB: 'db' } },
    { kind: 'script', id: 'say', script: 'Say', parameters: { what: 'steps.look.output.result.next' } },
  );
  const run = await ended(caller);
  expect(run).toMatchObject({ status: 'SUCCEEDED', steps: [{ outcome: 'succeeded' }, { outcome: 'succeeded' }] });
  const outputs = run.outputs.map(({ output }) => output).filter((output) => output !== null);
  expect(outputs).toMatchObject([{ exitCode: 0, text: 'on db-1 with ***\n', result: { next: 'db-1-7' } }, { text: 'db-1-7\n' }]);
  expect(JSON.stringify(run)).not.toContain('hunter22');
});

test.each([[{ parameters: { host: '1' } }, 'template_failed', /parameters.host: must be string/]])(
  'a step with %j fails before anything is given out',
  async (change, outcome, error) => {
    const caller = await house.platform.createTenant();
    await saveScript(house.platform, caller, {
      name: 'Look',
      language: 'BASH',
      code: 'true',
      parameters: { type: 'object', properties: { host: { type: 'string' } } },
    });
    await begin(caller, { kind: 'script', id: 'look', script: 'Look', ...change });
    const run = await ended(caller);
    expect(run.steps[0]).toMatchObject({ status: 'FAILED', outcome, error: expect.stringMatching(error) });
  },
);

test('a script that was taken out of the library since is missed, and one that was never there is refused as the playbook is saved', async () => {
  const caller = await house.platform.createTenant();
  await expect(begin(caller, { kind: 'script', id: 'look', script: 'Nobody' })).rejects.toThrow(/no script named Nobody/);
  const { id } = await saveScript(house.platform, caller, { name: 'Look', language: 'BASH', code: 'true', parameters: { type: 'object' } });
  await house.platform.createTriggered(caller, [{ kind: 'script', id: 'look', script: 'Look' }]);
  await expect(archiveScript(house.platform, caller, id)).rejects.toMatchObject({ code: 'IN_USE' });
  await archiveScript(house.platform, caller, id, true);
  await house.platform.open(caller);
  expect((await ended(caller)).steps[0]).toMatchObject({ status: 'FAILED', outcome: 'reference_unknown' });
});

test('a step whose worker was lost after it gave the job takes the job over, running or ended, and gives no other', async () => {
  const { platform } = house;
  const caller = await platform.createTenant();
  const run = await startedRun(caller);
  const job = {
    spec: { kind: 'script' as const, language: 'BASH' as const, code: 'echo once; sleep 1', parameters: {}, secrets: {}, limits: { network: false } },
    title: 'x',
    labels: {},
    timeoutSeconds: 30,
    repeatable: false,
  };
  const ref = { tenantId: caller.tenantId, runId: run, path: 'lost', fence: 1, attempt: 1, idempotencyKey: 'x' };
  expect(await giveStep(platform, ref, job)).toMatchObject({ status: 'WAITING' });
  expect(await giveStep(platform, { ...ref, fence: 2 }, job)).toMatchObject({ status: 'WAITING' });
  const jobs = () => platform.database.inTenant(caller.tenantId, (db) => db.runnerJob.findMany({ where: { path: 'lost' } }));
  expect(await jobs()).toMatchObject([{ stepFence: 2 }]);
  await eventually('end', async () => (await jobs())[0]?.finishedAt !== null);
  expect(await giveStep(platform, { ...ref, fence: 3 }, job)).toMatchObject({ status: 'SUCCEEDED', output: { text: 'once\n' } });
  expect(await jobs()).toHaveLength(1);
  // Another attempt is another job.
  expect(await giveStep(platform, { ...ref, fence: 4, attempt: 2 }, job)).toMatchObject({ status: 'WAITING' });
  expect(await jobs()).toHaveLength(2);
});

/** A run of the tenant, whatever it does. */
async function startedRun(caller: Caller): Promise<string> {
  await house.platform.createTriggered(caller, [{}]);
  await house.platform.open(caller);
  return (await runOf(caller)).id;
}

test('a run that is cancelled has its script killed', async () => {
  const caller = await house.platform.createTenant();
  await saveScript(house.platform, caller, { name: 'Sleep', language: 'BASH', code: 'echo begun; sleep 1000', parameters: { type: 'object' } });
  await begin(caller, { kind: 'script', id: 'sleep', script: 'Sleep', timeoutSeconds: 600 });
  const run = await runOf(caller);
  const jobs = () => house.platform.database.inTenant(caller.tenantId, (db) => db.runnerJob.findMany({ where: { runId: run.id } }));
  await eventually('begun', async () => ((await jobs())[0]?.outputBytes ?? 0) > 0);
  await cancelRun(house.platform, caller, run.id);
  await ended(caller);
  await eventually('end of the job', async () => (await jobs())[0]?.status === 'CANCELLED');
});

async function withSsh(hostKey = sshd.hostKey) {
  const caller = await house.platform.createTenant();
  await saveCredential(house.platform, caller, {
    ...{ name: 'web', kind: 'SSH', config: { user: sshd.user, hostKeys: [hostKey] } },
    secrets: { privateKey: sshd.privateKey },
  });
  const step = (change: object = {}) => ({
    kind: 'ssh',
    id: 'there',
    host: `127.0.0.1:${sshd.port}`,
    credential: 'web',
    command: 'echo hello',
    ...change,
  });
  return { caller, step };
}

test('a command runs on another machine, and what a template prints into it is one word that does nothing', async () => {
  const { caller, step } = await withSsh();
  await begin(caller, step({ command: 'printf "<%s>" {{ incident.labels.note }} {{ incident.title }}; echo err >&2; exit 4' }));
  const run = await ended(caller);
  expect(run.steps[0]).toMatchObject({ status: 'FAILED', outcome: 'exit_code', error: 'It ended with 4.' });
  const output = run.outputs.map((each) => each.output).find((each) => each !== null) as { text: string };
  expect(output.text).toContain("<it's $(reboot) `x`>");
  expect(output.text).toContain('err\n');
});

test('a machine that cannot prove who it is is told nothing', async () => {
  const { caller, step } = await withSsh('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBUnaR1ELJ3MvsZj7yDTk5q0sXgdVvI8OtVb8Vb8Vb8V');
  await begin(caller, step());
  expect((await ended(caller)).steps[0]).toMatchObject({ status: 'FAILED', outcome: 'host_key_unknown' });
  expect(sshd.lines().join('\n')).not.toMatch(/Accepted publickey.*host_key_unknown/);
});

test.each([
  [{ host: '127.0.0.1:1' }, 'unreachable'],
  [{ host: '10.1.2.3' }, 'target_refused'],
  [{ host: '-oProxyCommand=x' }, 'template_failed'],
])('%j ends as %s', async (change, outcome) => {
  const { caller, step } = await withSsh();
  await begin(caller, step(change));
  expect((await ended(caller)).steps[0]).toMatchObject({ outcome });
});

test('a command that takes too long is cut off', async () => {
  const { caller, step } = await withSsh();
  await begin(caller, step({ command: 'sleep 100', timeoutSeconds: 2 }));
  expect((await ended(caller)).steps[0]).toMatchObject({ status: 'TIMED_OUT', outcome: 'timeout' });
});
