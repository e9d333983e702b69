import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, eventually } from '../../journeys/ask.ts';
import { makeHome } from '../../servers/home.ts';
import type { AutomationWorld, SeenRun, Step } from './world.ts';

/* Longer than others: a table of what can go wrong, each with what it looks like from outside. */

/** What stood where when it struck, and what has to have become of it. */
export type Standing = {
  /** A row of the table. */
  id: string;
  title: string;
  runId: string;
  /** How its run stands when the fault strikes. */
  stands: string;
  /** How its run ends. */
  ends: string;
  outcome?: string;
  /** How often each thing was done that can be counted, and how often it must have been; [at least, at most]. */
  counts: Record<string, { times(): number; least: number; most: number }>;
  /** When it may go on: what waits for a time is not late before. Milliseconds. */
  dueAt?: number;
};

/** Something that goes wrong while runs stand in each state; it strikes all of them at once. */
export type AutomationFault = {
  title: string;
  ids: string[];
  /** What it needs that a machine may lack; it is left out without. */
  isPossible?: () => boolean;
  /** Puts runs into their states. */
  prepare(world: AutomationWorld, mark: string): Promise<Standing[]>;
  /** Does it; resolves when it is over. Absent where what was begun is the fault. */
  strike?(world: AutomationWorld, mark: string): Promise<void>;
  /** What people do once it is over. */
  then?(world: AutomationWorld, standing: Standing[]): Promise<void>;
  /** What else has to be so afterwards; anything that it answers with is wrong. */
  look?(world: AutomationWorld, mark: string, ends: SeenRun[], standing: Standing[]): Promise<string[]>;
};

const once = { least: 1, most: 1 };

/** Requests of a step that the service took, by the key that a receiver tells a repeat by. */
const requests = ({ service }: AutomationWorld, runId: string, path: string) => ({
  times: () => service.received.filter(({ headers }) => headers['idempotency-key'] === `${runId}:${path}`).length,
});

let isHeld = true;
/** Has the service hold back what is asked of `/hold/…`, refuse `/fails`, and be unwell at `/well` until `release`. */
function hold({ service }: AutomationWorld): void {
  isHeld = true;
  const never = new Promise<void>(() => {});
  service.reply(({ path }) => {
    if (path.startsWith('/hold')) return isHeld ? { status: 200, after: never } : { status: 200 };
    if (path === '/fails') return { status: 404 };
    return { status: path.startsWith('/well') && isHeld ? 503 : 200 };
  });
}

const worker: AutomationFault = {
  title: 'kill -9 of the worker',
  ids: ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'],
  async prepare(world, mark) {
    hold(world);
    const { http, begin, beginAgain } = world;
    const turn = await begin(`${mark} turn`, [http('held', 'PUT', '/hold/turn')], {
      policies: { concurrency: { most: 1, per: 'playbook', then: 'wait' } },
    });
    const queued = await beginAgain(`${mark} turn`);
    const asking = await begin(`${mark} asking`, [{ kind: 'approval', id: 'ask', name: 'Ask', message: 'May I?' }, http('after', 'POST', '/after')]);
    const put = await begin(`${mark} put`, [http('put', 'PUT', '/hold/put'), http('next', 'POST', '/next')]);
    const post = await begin(`${mark} post`, [http('post', 'POST', '/hold/post'), http('never', 'POST', '/never')]);
    const waiting = await begin(`${mark} waiting`, [{ kind: 'wait', id: 'w', name: 'W', seconds: 10 }, http('after', 'POST', '/after')]);
    const dueAt = Date.now() + 10_000;
    const verifying = await begin(`${mark} verifying`, [
      http('before', 'POST', '/before'),
      {
        ...{ kind: 'verify', id: 'well', name: 'Well', everySeconds: 1, withinSeconds: 120 },
        check: { by: 'http', method: 'GET', url: `${world.service.origin}/well/${mark}` },
      },
    ]);
    const undoing = await begin(`${mark} undoing`, [
      http('done', 'POST', '/done', { rollBack: [http('undo', 'PUT', '/hold/undo')] }),
      http('fails', 'GET', '/fails'),
    ]);
    const whole = await begin(`${mark} whole`, [
      { kind: 'playbook', id: 'part', name: 'Part', playbook: `${mark} put` },
      http('after', 'POST', '/after'),
    ]);
    const of = (runId: string, path: string, bounds = once) => ({ [path]: { ...requests(world, runId, path), ...bounds } });
    const twice = { least: 1, most: 2 };
    return [
      { id: 'A1', title: 'queued', runId: queued, stands: 'QUEUED', ends: 'SUCCEEDED', counts: of(queued, 'held') },
      { id: 'A2', title: 'waiting for approval', runId: asking, stands: 'WAITING_FOR_APPROVAL', ends: 'SUCCEEDED', counts: of(asking, 'after') },
      {
        ...{ id: 'A3', title: 'running, may be done twice', runId: put, stands: 'RUNNING', ends: 'SUCCEEDED' },
        counts: { ...of(put, 'put', twice), ...of(put, 'next') },
      },
      {
        ...{ id: 'A4', title: 'running, must not be', runId: post, stands: 'RUNNING', ends: 'ABANDONED', outcome: 'worker_lost' },
        counts: { ...of(post, 'post'), ...of(post, 'never', { least: 0, most: 0 }) },
      },
      { id: 'A5', title: 'waiting', runId: waiting, stands: 'WAITING', ends: 'SUCCEEDED', counts: of(waiting, 'after'), dueAt },
      { id: 'A6', title: 'verifying', runId: verifying, stands: 'VERIFYING', ends: 'SUCCEEDED', counts: of(verifying, 'before') },
      {
        ...{ id: 'A7', title: 'rolling back', runId: undoing, stands: 'ROLLING_BACK', ends: 'FAILED', outcome: 'unexpected_status' },
        counts: { ...of(undoing, 'done'), ...of(undoing, 'done~undo.undo', twice) },
      },
      { id: 'A8', title: 'waiting for a sub-playbook', runId: whole, stands: 'WAITING', ends: 'SUCCEEDED', counts: of(whole, 'after') },
      // It holds the turn that the first of them waits for.
      { id: '', title: 'holding the turn', runId: turn, stands: 'RUNNING', ends: 'SUCCEEDED', counts: of(turn, 'held', twice) },
    ];
  },
  async strike({ platform }) {
    await platform.killIntake();
    isHeld = false;
    await platform.restartIntake();
  },
  then: ({ approve }, standing) => approve(standing.find(({ id }) => id === 'A2')?.runId ?? ''),
};

const runner: AutomationFault = {
  title: 'kill -9 of the runner',
  ids: ['A9', 'A10', 'A11', 'A12', 'A13', 'A14'],
  async prepare(world, mark) {
    hold(world);
    const { begin, begun, http, script, waitFor } = world;
    const at = (what: string) => `${mark}-${what}`;
    const scripted = async (what: string, more: Step = {}, next: Step[] = []) =>
      begin(at(what), [await script(at(what), waitFor(mark), more), ...next]);
    const single = await scripted('once');
    const again = await scripted('again', { idempotent: true }, [http('next', 'POST', '/next')]);
    const undo = await script(at('undo'), waitFor(mark), { id: 'undo', idempotent: true });
    const undoing = await begin(at('undoing'), [http('done', 'POST', '/done', { rollBack: [undo] }), http('fails', 'GET', '/fails')]);
    const asking = await begin(at('asking'), [{ kind: 'approval', id: 'ask', name: 'Ask', message: 'May I?' }, await script(at('asked'), 'true')]);
    const verifying = await begin(at('verifying'), [
      await script(at('verified'), 'true'),
      {
        ...{ kind: 'verify', id: 'well', name: 'Well', everySeconds: 1, withinSeconds: 120 },
        check: { by: 'http', method: 'GET', url: `${world.service.origin}/well/${mark}` },
      },
    ]);
    // The slots are full by these three and what holds them: what comes now waits for a runner.
    for (const n of [1, 2, 3]) await scripted(`full-${n}`, { idempotent: true });
    await eventually('full runner', async () => ['once', 'again', 'undo', 'full-1', 'full-2', 'full-3'].every((what) => begun(at(what)) === 1));
    const queued = await begin(at('queued'), [await script(at('queued'), 'true')]);
    const of = (what: string, bounds = once) => ({ [what]: { times: () => begun(at(what)), ...bounds } });
    return [
      { id: 'A9', title: 'queued for it', runId: queued, stands: 'WAITING', ends: 'SUCCEEDED', counts: of('queued') },
      { id: 'A10', title: 'waiting for approval', runId: asking, stands: 'WAITING_FOR_APPROVAL', ends: 'SUCCEEDED', counts: of('asked') },
      {
        ...{ id: 'A11', title: 'running, must not be done twice', runId: single, stands: 'WAITING', ends: 'TIMED_OUT', outcome: 'runner_lost' },
        counts: of('once'),
      },
      {
        ...{ id: 'A12', title: 'running, may be', runId: again, stands: 'WAITING', ends: 'SUCCEEDED' },
        counts: { ...of('again', { least: 2, most: 2 }), next: { ...requests(world, again, 'next'), ...once } },
      },
      { id: 'A13', title: 'verifying', runId: verifying, stands: 'VERIFYING', ends: 'SUCCEEDED', counts: of('verified') },
      {
        ...{ id: 'A14', title: 'rolling back', runId: undoing, stands: 'ROLLING_BACK', ends: 'FAILED', outcome: 'unexpected_status' },
        counts: of('undo', { least: 2, most: 2 }),
      },
    ];
  },
  async strike(world, mark) {
    await world.runner.kill();
    isHeld = false;
    world.open(mark);
    await world.runner.start();
  },
  then: ({ approve }, standing) => approve(standing.find(({ id }) => id === 'A10')?.runId ?? ''),
};

const network: AutomationFault = {
  title: 'network cut between runner and server',
  ids: ['A15'],
  async prepare(world, mark) {
    const { begin, begun, script, waitFor } = world;
    const runId = await begin(`${mark} cut`, [await script(`${mark}-cut`, `echo before; ${waitFor(mark)}; echo after`)]);
    await eventually('beginning', async () => begun(`${mark}-cut`) === 1);
    return [
      {
        ...{ id: 'A15', title: 'its script goes on', runId, stands: 'WAITING', ends: 'SUCCEEDED' },
        counts: { cut: { times: () => begun(`${mark}-cut`), ...once } },
      },
    ];
  },
  async strike({ wire, open }, mark) {
    wire.cut();
    await pause(1_000);
    open(mark);
    await pause(1_000);
    wire.mend();
  },
  async look({ output }, _, ends) {
    const printed = await output(ends[0]?.id ?? '', 'script');
    return printed === 'before\nafter\n' ? [] : [`It printed ${JSON.stringify(printed)}.`];
  },
};

const scripts: AutomationFault = {
  title: 'a script that',
  ids: ['A16', 'A17', 'A18', 'A19'],
  async prepare(world, mark) {
    const { platform, begin, begun, script } = world;
    const value = `hunter22-${mark}-and-more`;
    const input = { name: `${mark}-secret`, value };
    await ask(platform, 'mutation ($input: SecretInput!) { saveSecret(input: $input) { id } }', { input });
    const secrets = { SECRET: input.name };
    const of = async (what: string, code: string, more: Step = {}) => begin(`${mark} ${what}`, [await script(`${mark}-${what}`, code, more)]);
    const counts = (what: string) => ({ [what]: { times: () => begun(`${mark}-${what}`), ...once } });
    const row = (id: string, title: string, what: string, runId: string, ends: string, outcome: string): Standing => ({
      ...{ id, title, runId, stands: 'WAITING', ends, outcome, counts: counts(what) },
    });
    return [
      row('A16', 'forks without end', 'forks', await of('forks', 'while true; do sleep 600 & done', { timeoutSeconds: 4 }), 'TIMED_OUT', 'timeout'),
      row(
        'A17',
        'never ends',
        'endless',
        await of('endless', 'trap "" TERM; while true; do sleep 1; done', { timeoutSeconds: 2 }),
        'TIMED_OUT',
        'timeout',
      ),
      row('A18', 'floods', 'floods', await of('floods', 'head -c 40000000 /dev/zero | tr "\\0" x', {}), 'SUCCEEDED', 'succeeded'),
      row(
        ...(['A19', 'prints secrets', 'prints'] as const),
        await of('prints', 'echo "it is $SECRET"; echo -n "$SECRET" | base64; echo "{\\"p\\": \\"$SECRET\\"}" > "$SRE_OUTPUT"', { secrets }),
        ...(['SUCCEEDED', 'succeeded'] as const),
      ),
    ];
  },
  async look({ platform, output }, mark, ends, standing) {
    const idOf = (id: string) => standing.find((each) => each.id === id)?.runId ?? '';
    const printed = await output(idOf('A19'), 'script');
    const { run } = await ask<{ run: object }>(platform, 'query ($id: ID!) { run(id: $id) { steps { output error } } }', { id: idOf('A19') });
    const told = printed + JSON.stringify(run) + JSON.stringify(ends);
    const left = spawnSync('pgrep', ['-f', 'sleep 600'], { encoding: 'utf8' }).stdout.trim();
    return [
      ...(printed.startsWith('it is ***\n') ? [] : [`It printed ${JSON.stringify(printed)}.`]),
      ...(told.includes('hunter22') || told.includes(Buffer.from(`hunter22-${mark}`).toString('base64').slice(0, 16)) ? ['A secret is seen.'] : []),
      ...(left === '' ? [] : [`What it forked is alive: ${left}.`]),
    ];
  },
};

const disk: AutomationFault = {
  title: 'disk full',
  ids: ['A20', 'A21'],
  isPossible: () => process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
  async prepare({ begin, begun, script, startRunner }, mark) {
    const place = makeHome('fault-disk');
    mkdirSync(join(place.dir, 'state'));
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', join(place.dir, 'state')]).status !== 0)
      throw new Error('Nothing can be mounted.');
    const small = await startRunner(`${mark}-small`, { dir: place.dir });
    full = async () => {
      await small.stop();
      spawnSync('umount', [join(place.dir, 'state')]);
      place.remove();
    };
    const on = { runner: { of: `${mark}-small` } };
    const runId = await begin(`${mark} full`, [await script(`${mark}-full`, 'head -c 9000000 /dev/zero | tr "\\0" x; sleep 1', on)]);
    await eventually('beginning', async () => begun(`${mark}-full`) === 1);
    const next = await begin(`${mark} next`, [{ kind: 'wait', id: 'w', name: 'W', seconds: 5 }, await script(`${mark}-next`, 'echo fine', on)]);
    const counts = (what: string) => ({ [what]: { times: () => begun(`${mark}-${what}`), ...once } });
    return [
      { id: 'A20', title: 'of the runner', runId, stands: 'WAITING', ends: 'FAILED', outcome: 'disk_full', counts: counts('full') },
      {
        ...{ id: 'A21', title: 'and afterwards', runId: next, stands: 'WAITING', ends: 'SUCCEEDED' },
        counts: counts('next'),
        dueAt: Date.now() + 5_000,
      },
    ];
  },
  async look() {
    await full();
    return [];
  },
};
let full: () => Promise<void> = async () => {};

export const automationFaults: readonly AutomationFault[] = [worker, runner, network, scripts, disk];
