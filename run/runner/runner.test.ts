import { saveSecret } from '#automation/secret/saveSecret';
import { cancelJob } from '#automation/runner/cancelJob';
import { sweepJobs } from '#automation/runner/sweepJobs';
import { registerRunner, removeRunner, rotateRunnerToken, updateRunner } from '#automation/runner/registerRunner';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { eventually } from '#tests/journeys/ask';
import { makeHome } from '#tests/servers/home';
import type { Launched } from '#tests/servers/launch';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Prisma } from '#prisma/generated/client';
import { openTestRunner, type TestRunner } from './openTestRunner.ts';

/* Longer than others: each way in which a runner, its network or its script can fail, against one platform that is started once. */

/** Runners as real processes, against the platform over real HTTP. */

let house: TestRunner;
let runner: Launched;
let caller: Caller;
/** A place outside of every job's folder that all users may write to. */
const outside = makeHome('outside');
const isRoot = process.getuid?.() === 0;
const alone = { firstUid: 64_900 };

beforeAll(async () => {
  house = await openTestRunner();
  runner = await house.start({ environment: { RUNNER_FIRST_UID: String(alone.firstUid) } });
  caller = await house.platform.createTenant();
  chmodSync(outside.dir, 0o777);
}, 60_000);
afterAll(async () => {
  await house.close();
  outside.remove();
}, 60_000);

const cancel = (of: Caller, id: string) => transact(house.platform, systemActor(of.tenantId), (unit) => cancelJob(unit, id));
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
/** Empty for a process that is gone. */
const readStatus = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
};
const processesOfJobs = (): string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      const status = readStatus(pid);
      const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
      return uid >= alone.firstUid && uid < alone.firstUid + 4 && !/^State:\s+Z/m.test(status);
    });
const pidIn = (name: string) => eventually(`process of ${name}`, async () => Number(readFileSync(join(outside.dir, name), 'utf8')) || false);

test.each([
  ['BASH' as const, 'echo "hello $PARAM_WHO"; echo "{\\"n\\": $PARAM_N}" > "$SRE_OUTPUT"; echo file > "$SRE_ARTEFACTS/a.txt"'],
  [
    'PYTHON' as const,
    'import json, os\np = json.load(open(os.environ["SRE_PARAMETERS"]))\nprint("hello", p["who"])\njson.dump({"n": p["n"]}, open(os.environ["SRE_OUTPUT"], "w"))\nopen(os.environ["SRE_ARTEFACTS"] + "/a.txt", "w").write("file\\n")',
  ],
  [
    'JAVASCRIPT' as const,
    'import fs from "node:fs"; const p = JSON.parse(fs.readFileSync(process.env.SRE_PARAMETERS)); console.log("hello", p.who); fs.writeFileSync(process.env.SRE_OUTPUT, JSON.stringify({ n: p.n })); fs.writeFileSync(process.env.SRE_ARTEFACTS + "/a.txt", "file\\n")',
  ],
])('%s is given its parameters, and gives its output, its result and its files', async (language, code) => {
  const { id } = await house.give(caller, code, { language, parameters: { who: 'w"rld', n: 7 } as never });
  const job = await house.ended(caller, id);
  expect({ ...job, printed: await house.printed(caller, id) }).toMatchObject({
    ...{ status: 'SUCCEEDED', outcome: 'succeeded', exitCode: 0, result: { value: { n: 7 } }, runnerName: 'platform', fence: 1 },
    artefacts: [{ name: 'a.txt', bytes: 5 }],
    printed: 'hello w"rld\n',
  });
});

test('a script sees its own environment and nothing of the runner or the platform; what it says and complains of is in order', async () => {
  const { id } = await house.give(caller, 'env | cut -d= -f1 | sort | tr "\\n" " "; echo; echo out; echo err >&2; echo out; id -u; exit 3', {
    parameters: { a: 1 } as never,
  });
  expect(await house.ended(caller, id)).toMatchObject({ status: 'FAILED', outcome: 'exit_code', exitCode: 3 });
  const [names = '', ...lines] = (await house.printed(caller, id)).trim().split('\n');
  expect(names.trim().split(' ')).toEqual(
    ['HOME', 'LANG', 'PARAM_A', 'PATH', 'PWD', 'SHLVL', 'SRE_ARTEFACTS', 'SRE_JOB', 'SRE_OUTPUT', 'SRE_PARAMETERS', 'TMPDIR', '_'].sort(
      (one, other) => (one < other ? -1 : 1),
    ),
  );
  expect(lines.slice(0, 3)).toEqual(['out', 'err', 'out']);
  if (isRoot) expect(Number(lines[3])).toBeGreaterThanOrEqual(alone.firstUid);
});

test('secrets are given and masked, as they are, as base64, and across pieces; also in results, files and details', async () => {
  await saveSecret(house.platform, caller, { name: 'db', value: 'hunter22-and-more' });
  const code = [
    'echo "it is $DB_PASSWORD."; echo -n "$DB_PASSWORD" | base64; echo -n "x$DB_PASSWORD" | base64',
    'printf "%s" "${DB_PASSWORD:0:8}"; sleep 1; printf "%s\\n" "${DB_PASSWORD:8}"',
    'echo "{\\"p\\": \\"$DB_PASSWORD\\"}" > "$SRE_OUTPUT"; echo "$DB_PASSWORD" > "$SRE_ARTEFACTS/p"; echo end',
  ].join('\n');
  const { id } = await house.give(caller, code, { secrets: { DB_PASSWORD: 'db' } });
  const job = await house.ended(caller, id);
  expect(job).toMatchObject({ status: 'SUCCEEDED', result: { value: { p: '***' } }, artefacts: [{ name: 'p', bytes: 4 }] });
  const printed = await house.printed(caller, id);
  expect(printed).toMatch(/^it is \*\*\*\.\n\*\*\*\S*\n\S{0,2}\*\*\*\S*\n\*\*\*\nend\n$/);
  expect(printed).not.toMatch(/hunter|aHVudGVy|and-more/);
});

test('a secret that is not there fails the job before it begins', async () => {
  const { id } = await house.give(caller, 'true', { secrets: { A: 'nobody' } });
  expect(await house.ended(caller, id)).toMatchObject({
    status: 'FAILED',
    outcome: 'secret_missing',
    result: { detail: 'There is no secret named nobody.' },
  });
});

test('what never ends is ended by its time, with all that it began, also what left its process group', async () => {
  const code = `trap "" TERM; sleep 1000 & echo $! > ${outside.dir}/child; setsid sleep 1001 & sleep 0.2; pgrep -nf "sleep 1001" > ${outside.dir}/stray; sleep 1002`;
  const { id } = await house.give(caller, code, { timeoutSeconds: 2 });
  const [child, stray] = [await pidIn('child'), await pidIn('stray')];
  expect([isAlive(child), isAlive(stray)]).toEqual([true, true]);
  expect(await house.ended(caller, id)).toMatchObject({ status: 'TIMED_OUT', outcome: 'timeout' });
  expect([isAlive(child), isAlive(stray)]).toEqual([false, false]);
});

test('what is left running behind a script that has ended is ended too', async () => {
  const { id } = await house.give(caller, `setsid sleep 2000 & echo $! > ${outside.dir}/left; echo done`);
  const left = await pidIn('left');
  expect(await house.ended(caller, id)).toMatchObject({ status: 'SUCCEEDED' });
  expect(isAlive(left)).toBe(false);
});

test('a job that is called off is killed; one that waits is not begun', async () => {
  const { id } = await house.give(caller, `echo $$ > ${outside.dir}/called; echo begun; sleep 1000`);
  const called = await pidIn('called');
  await cancel(caller, id);
  expect(await house.ended(caller, id)).toMatchObject({ status: 'CANCELLED', outcome: 'cancelled' });
  expect([isAlive(called), await house.printed(caller, id)]).toEqual([false, 'begun\n']);

  const waiting = await house.give(caller, 'true', { labels: { zone: 'nowhere' } });
  await cancel(caller, waiting.id);
  expect(await house.look(caller, waiting.id)).toMatchObject({ status: 'CANCELLED', fence: 0 });
});

test('a script that forks without end is held and ended, and the runner goes on', async () => {
  const code = `import os, time\nn = 0\nwhile True:\n  try:\n    if os.fork() == 0:\n      time.sleep(1000)\n    n += 1\n  except OSError as e:\n    print("refused after", n, flush=True)\n    break\n  if n > 2000: break\ntime.sleep(1000)`;
  if (!isRoot) return;
  const { id } = await house.give(caller, code, { language: 'PYTHON', timeoutSeconds: 5 });
  expect(await house.ended(caller, id, 40)).toMatchObject({ status: 'TIMED_OUT' });
  expect(Number(/refused after (\d+)/.exec(await house.printed(caller, id))?.[1])).toBeLessThan(300);
  // Killed they are gone once the kernel has cleared them away, which takes its moment for so many.
  await eventually('end of all of them', async () => processesOfJobs().length === 0);
  const next = await house.give(caller, 'echo fine');
  expect(await house.ended(caller, next.id)).toMatchObject({ status: 'SUCCEEDED' });
}, 60_000);

test.each([
  ['memory', 'PYTHON' as const, 'x = bytearray(2 * 1024 ** 3)', { memoryMiB: 256 }, { status: 'FAILED', outcome: 'exit_code' }, /MemoryError/],
  [
    'memory of JavaScript',
    'JAVASCRIPT' as const,
    'const all = []; for (let n = 0; n < 20; n += 1) all.push(Buffer.alloc(1e8, 1)); console.log("had it all");',
    { memoryMiB: 512 },
    { status: 'FAILED' },
    /^(?!.*had it all)/s,
  ],
  ['processor time', 'PYTHON' as const, 'while True: pass', { cpuSeconds: 1 }, { status: 'FAILED', outcome: 'cpu_exceeded' }, /^$/],
  [
    'open files',
    'PYTHON' as const,
    'all = []\nwhile True:\n  all.append(open("/dev/null"))',
    { openFiles: 32 },
    { status: 'FAILED', outcome: 'exit_code' },
    /Too many open files/,
  ],
  [
    'the size of a file',
    'BASH' as const,
    'exec head -c 3000000 /dev/zero > big',
    { fileMiB: 1 },
    { status: 'FAILED', outcome: 'file_too_large' },
    /^$/,
  ],
])('a script is held to its limit of %s', async (_, language, code, limits, end, printed) => {
  const { id } = await house.give(caller, code, { language, limits: { network: false, ...limits } });
  expect(await house.ended(caller, id)).toMatchObject(end);
  expect(await house.printed(caller, id)).toMatch(printed);
});

test('what a script asks for is cut to what its runner allows', async () => {
  const { token } = await registerRunner(house.platform, caller, { name: 'small', labels: { of: 'small' } });
  const small = await house.start({ token, environment: { RUNNER_FIRST_UID: '64980', RUNNER_MOST_MEMORY_MIB: '128', RUNNER_OPEN_FILES: '77' } });
  const { id } = await house.give(caller, 'ulimit -d; ulimit -n', { labels: { of: 'small' }, limits: { network: true, memoryMiB: 4_096 } });
  await house.ended(caller, id);
  expect(await house.printed(caller, id)).toBe(`${128 * 1024}\n77\n`);
  await small.stop();
});

test('a script reaches a server only if it says that it wants the network', async () => {
  const server = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const code = `import os, socket\nprint(os.getuid())\nprint(socket.create_connection(("127.0.0.1", ${(server.address() as AddressInfo).port}), 2).recv(99).decode())`;
  try {
    const open = await house.give(caller, code, { language: 'PYTHON', limits: { network: true } });
    expect(await house.ended(caller, open.id)).toMatchObject({ status: 'SUCCEEDED', result: { tail: expect.stringContaining('reached') } });
    const closed = await house.give(caller, code, { language: 'PYTHON' });
    const job = await house.ended(caller, closed.id);
    const [own] = await house.platform.database.acrossTenants<{ facts: { holds: string[] } }>(
      Prisma.sql`SELECT facts FROM platform_runner ORDER BY last_seen_at DESC LIMIT 1`,
    );
    if (own?.facts.holds.includes('network')) {
      expect(job).toMatchObject({ status: 'FAILED', outcome: 'exit_code' });
      expect(await house.printed(caller, closed.id)).toMatch(/unreachable/);
    } else expect(job).toMatchObject({ status: 'SUCCEEDED', result: { detail: expect.stringContaining('not closed') } });
    if (isRoot) for (const { id } of [open, closed]) expect(Number.parseInt(await house.printed(caller, id))).toBeGreaterThanOrEqual(alone.firstUid);
  } finally {
    server.close();
  }
});

test('no library that a secret names is loaded by anything that still has rights', async () => {
  await saveSecret(house.platform, caller, { name: 'library', value: '/nonexistent-library.so' });
  const { id } = await house.give(caller, 'echo "$LD_PRELOAD"; env | grep -c CARRIED', { secrets: { LD_PRELOAD: 'library' } });
  await house.ended(caller, id);
  const printed = await house.printed(caller, id);
  // The loader complains of it in what runs as the job's user only: bash, env and grep.
  expect(printed).not.toMatch(/\bcarried\b/i);
  expect(printed.match(/cannot be preloaded/g)?.length ?? 0).toBeLessThanOrEqual(3);
  expect(printed).toMatch(/^0$/m);
});

test('of a flood as much is kept as may be, the rest is counted', async () => {
  const { id } = await house.give(caller, 'head -c 20000000 /dev/zero | tr "\\0" x; echo end >&2');
  const job = await house.ended(caller, id, 60);
  expect(job).toMatchObject({ status: 'SUCCEEDED', outputBytes: 16 * 1_048_576, outputDropped: BigInt(20_000_004 - 16 * 1_048_576) });
}, 90_000);

test('a runner reads nothing for a script that the script may not read itself', async () => {
  if (!isRoot) return;
  writeFileSync(join(outside.dir, 'private'), '{"stolen": true}', { mode: 0o600 });
  const code = `ln -s ${outside.dir}/private "$SRE_OUTPUT"; ln -s ${outside.dir}/private "$SRE_ARTEFACTS/a"; mkfifo "$SRE_ARTEFACTS/b"; cat ${outside.dir}/private 2>/dev/null; cat /proc/$PPID/environ 2>/dev/null | tr "\\0" "\\n" | grep -c RUNNER_TOKEN; true`;
  const { id } = await house.give(caller, code);
  const job = await house.ended(caller, id);
  expect(job).toMatchObject({ status: 'SUCCEEDED', artefacts: [] });
  expect(job.result).toEqual({ tail: '0\n' });
  expect(await house.printed(caller, id)).toBe('0\n');
});

test.each([
  ['echo nonsense > "$SRE_OUTPUT"', 'bad_result'],
  ['kill -9 $$', 'killed'],
])('%s ends as %s', async (code, outcome) => {
  const { id } = await house.give(caller, code);
  expect(await house.ended(caller, id)).toMatchObject({ status: 'FAILED', outcome });
});

test('several jobs run at once, each as a user of its own, and the next comes when one has ended', async () => {
  const given = await Promise.all(Array.from({ length: 6 }, () => house.give(caller, 'id -u; sleep 1')));
  const jobs = await Promise.all(given.map(({ id }) => house.ended(caller, id)));
  expect(jobs.map(({ status }) => status)).toEqual(Array(6).fill('SUCCEEDED'));
  if (!isRoot) return;
  const users = new Set(await Promise.all(given.map(async ({ id }) => (await house.printed(caller, id)).trim())));
  expect(users.size).toBe(4);
});

test('a runner that is killed: its job is ended when it comes back, is not done again, and its processes are gone', async () => {
  const { tenantId } = caller;
  const { token } = await registerRunner(house.platform, caller, { name: 'killed', labels: { of: 'killed' } });
  const home = makeHome('runner-killed');
  const options = { token, dir: home.dir, environment: { RUNNER_FIRST_UID: '64950' } };
  const first = await house.start(options);
  const once = await house.give(
    caller,
    `echo run >> ${outside.dir}/once; chmod 666 ${outside.dir}/once; setsid sleep 3000 & echo $! > ${outside.dir}/orphan; sleep 1000`,
    { labels: { of: 'killed' } },
  );
  const twice = await house.give(
    caller,
    `echo run >> ${outside.dir}/twice; chmod 666 ${outside.dir}/twice 2>/dev/null; [ $(wc -l < ${outside.dir}/twice) = 2 ] || sleep 1000; echo again`,
    { labels: { of: 'killed' }, repeatable: true },
  );
  const orphan = await pidIn('orphan');
  await eventually('second job', async () => existsSync(join(outside.dir, 'twice')));
  await first.kill();
  expect((await house.look(caller, once.id)).status).toBe('RUNNING');
  await house.start(options);
  expect(await house.ended(caller, once.id)).toMatchObject({ tenantId, status: 'LOST', outcome: 'runner_lost', fence: 1 });
  expect(await house.ended(caller, twice.id)).toMatchObject({ status: 'SUCCEEDED', fence: 2 });
  expect(await house.printed(caller, twice.id)).toBe('again\n');
  expect(isAlive(orphan)).toBe(false);
  expect(readFileSync(join(outside.dir, 'once'), 'utf8')).toBe('run\n');
}, 60_000);

test('a runner that is cut off goes on, and delivers output and result when it is reached again; nothing is done twice', async () => {
  const wire = await house.openWire();
  const { token } = await registerRunner(house.platform, caller, { name: 'cut', labels: { of: 'cut' } });
  await house.start({ token, url: wire.url, environment: { RUNNER_FIRST_UID: '64960' } });
  const { id } = await house.give(
    caller,
    `echo begun >> ${outside.dir}/begun; echo before; sleep 3; echo after; echo '{"ok": true}' > "$SRE_OUTPUT"`,
    { labels: { of: 'cut' } },
  );
  await eventually('first line', async () => (await house.printed(caller, id)) === 'before\n');
  wire.cut();
  await eventually('end of the job on its machine', async () => !spawnSync('pgrep', ['-f', id], { encoding: 'utf8' }).stdout && true, 10);
  await new Promise((later) => setTimeout(later, 4_000));
  expect((await house.look(caller, id)).status).toBe('RUNNING');
  wire.mend();
  expect(await house.ended(caller, id)).toMatchObject({ status: 'SUCCEEDED', result: { value: { ok: true } }, fence: 1 });
  expect(await house.printed(caller, id)).toBe('before\nafter\n');
  expect(readFileSync(join(outside.dir, 'begun'), 'utf8')).toBe('begun\n');
}, 60_000);

test('a runner is given what its labels fit, by its token, as long as that is its token and it is switched on', async () => {
  const { platform } = house;
  const { runner: row, token } = await registerRunner(platform, caller, { name: 'labels', labels: { zone: 'dmz', os: 'linux' } });
  const take = (by: string, waitSeconds = 0, path = 'take') =>
    fetch(`${house.url}/runner/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by}` },
      body: JSON.stringify({
        ...{ instance: row.id, holding: [], waitSeconds },
        facts: { version: '1', host: 'h', os: 'o', languages: ['BASH'], isolation: 'none', slots: 1 },
      }),
    });
  expect((await take('sre_runner_nobody')).status).toBe(401);
  const stranger = await platform.createTenant();
  const foreign = await house.give(stranger, 'true', { labels: { zone: 'dmz' } });
  const unfit = await house.give(caller, 'true', { labels: { zone: 'dmz', gpu: 'yes' } });
  expect((await take(token)).status).toBe(204);
  const fit = await house.give(caller, 'true', { labels: { zone: 'dmz' } });
  const offer = (await (await take(token)).json()) as { jobId: string; fence: number };
  expect(offer).toMatchObject({ jobId: fit.id, tenantId: caller.tenantId, fence: 1, work: { code: 'true' } });

  // The answer got lost: it is not held, so it is given again, under another fence, and the one before counts no more.
  expect(await (await take(token)).json()).toMatchObject({ jobId: fit.id, fence: 2 });
  const finish = (tenantId: string, jobId: string, fence: number) =>
    fetch(`${house.url}/runner/v1/jobs/${tenantId}/${jobId}/finish`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ fence, end: 'SUCCEEDED', outcome: 'succeeded', exitCode: 0, detail: null, result: null, dropped: 0 }),
    });
  expect((await finish(caller.tenantId, fit.id, 1)).status).toBe(409);
  expect((await finish(stranger.tenantId, foreign.id, 1)).status).toBe(404);
  expect((await finish(caller.tenantId, foreign.id, 1)).status).toBe(409);
  expect((await finish(caller.tenantId, unfit.id, 1)).status).toBe(409);
  expect([(await finish(caller.tenantId, fit.id, 2)).status, (await finish(caller.tenantId, fit.id, 2)).status]).toEqual([200, 200]);

  // One that waits is woken by a new job.
  const waiting = take(token, 20);
  await new Promise((later) => setTimeout(later, 300));
  const late = await house.give(caller, 'true', { labels: { os: 'linux' } });
  expect(await (await waiting).json()).toMatchObject({ jobId: late.id });

  await updateRunner(platform, caller, row.id, { enabled: false });
  expect((await take(token)).status).toBe(403);
  await updateRunner(platform, caller, row.id, { enabled: true });
  const { token: other } = await rotateRunnerToken(platform, caller, row.id);
  expect([(await take(token)).status, (await take(other)).status]).toEqual([401, 200]);
  for (const verb of [
    removeRunner(platform, stranger, row.id),
    updateRunner(platform, stranger, row.id, {}),
    rotateRunnerToken(platform, stranger, row.id),
  ])
    await expect(verb).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await removeRunner(platform, caller, row.id);
  expect((await take(other)).status).toBe(401);
});

test('what no runner takes, and what a runner never comes back with, ends; where twice does no harm it is given again', async () => {
  const { platform } = house;
  const tenant = await platform.createTenant();
  const nobody = await house.give(tenant, 'true', { labels: { zone: 'moon' } });
  const lost = await house.give(tenant, 'true', { labels: { of: 'gone' } });
  const again = await house.give(tenant, 'true', { labels: { of: 'gone' }, repeatable: true });
  await platform.database.inTenant(tenant.tenantId, (db) =>
    db.runnerJob.updateMany({
      where: { id: { in: [lost.id, again.id] } },
      data: { status: 'RUNNING', fence: 1, startedAt: new Date(), runnerName: 'gone' },
    }),
  );
  platform.advance(3_600);
  await sweepJobs(platform, new AbortController().signal);
  expect(await house.look(tenant, nobody.id)).toMatchObject({
    status: 'FAILED',
    outcome: 'no_runner',
    result: { detail: 'No runner with zone=moon took it.' },
  });
  expect(await house.look(tenant, lost.id)).toMatchObject({ status: 'LOST', outcome: 'runner_lost' });
  expect(await house.look(tenant, again.id)).toMatchObject({ status: 'QUEUED', fence: 1, runnerName: null });
  platform.advance(-3_600);
});

test('a full disk ends the job and says so', async () => {
  const home = makeHome('runner-full');
  mkdirSync(join(home.dir, 'state'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', join(home.dir, 'state')]).status !== 0) return;
  const { token } = await registerRunner(house.platform, caller, { name: 'full', labels: { of: 'full' } });
  const full = await house.start({ token, dir: home.dir, environment: { RUNNER_FIRST_UID: '64970' } });
  try {
    const { id } = await house.give(caller, 'head -c 9000000 /dev/zero | tr "\\0" x; sleep 5', { labels: { of: 'full' } });
    expect(await house.ended(caller, id)).toMatchObject({ status: 'FAILED', outcome: 'disk_full' });
    expect((await house.printed(caller, id)).length).toBeGreaterThan(0);
  } finally {
    await full.stop();
    execFileSync('umount', [join(home.dir, 'state')]);
    home.remove();
  }
}, 60_000);

test('the runner is still the one that was started', () => {
  expect(isAlive(runner.pid)).toBe(true);
  expect(runner.lines()).toEqual([]);
});
