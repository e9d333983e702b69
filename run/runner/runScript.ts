import type { JobOffer, ScriptLanguage, ScriptWork } from '#automation/runner/protocol';
import type { Mask } from '#automation/mask/createMask';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { collectArtefacts, readResult } from './collect.ts';
import type { Means } from './judgeMeans.ts';
import type { OutputKeeper } from './keepOutput.ts';
import type { JobEnding, SpooledJob } from './openSpool.ts';
import { killStrays, signalGroup, startOf } from './processes.ts';

export type ScriptPlace = { means: Means; workRoot: string; slot: number };
export type JobEnd = Omit<JobEnding, 'dropped' | 'tail'>;

/** Time between asking a job to end and killing it. */
const politeMs = 5_000;
const fileNames: Record<ScriptLanguage, string> = { BASH: 'script.sh', PYTHON: 'script.py', JAVASCRIPT: 'script.mjs' };

/**
 * Runs a script as a process group of its own in a folder of its own, with an environment that holds what it was given and nothing of the runner's, and ends all of it when the
 * script ends or `signal` aborts, for the reason `cancelled`, `timeout` or `stopping`. Rejects as the disk does.
 */
export async function runScript(
  offer: JobOffer,
  work: ScriptWork,
  job: SpooledJob,
  { means, workRoot, slot }: ScriptPlace,
  output: OutputKeeper,
  mask: Mask,
  signal: AbortSignal,
): Promise<JobEnd> {
  const interpreter = means.interpreters[work.language];
  if (!interpreter) return failed('language_missing', `This runner has no program for ${work.language}.`);
  const uid = means.firstUid === null ? null : means.firstUid + slot;
  const workDir = mkdtempSync(join(workRoot, 'job-'));
  try {
    const environment = prepare(offer, work, workDir, means.path, uid);
    const { prefix, beginsAsRunner, isNetworkLeftOpen } = means.confine(uid, work.limits);
    const { command, env } = beginsAsRunner ? carryEnvironment(prefix, environment, means.path) : { command: prefix, env: environment };
    const [program = '', ...args] = [...command, ...interpreter, join(workDir, fileNames[work.language])];
    const own = uid === null || beginsAsRunner ? {} : { uid, gid: uid };
    const child = spawn(program, args, { cwd: workDir, env, stdio: ['ignore', 'pipe', 'ignore'], detached: true, ...own });
    const exited = new Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, killedBy) => resolve({ code, killedBy }));
    });
    const pid = child.pid;
    if (pid === undefined)
      return failed(
        'not_started',
        await exited.then(
          () => '',
          (error: unknown) => String(error),
        ),
      );
    const noted = Promise.resolve().then(() => job.noteProcess({ pid, started: startOf(pid), uid, workDir }));
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      signalGroup(pid, 'SIGTERM');
      killing = setTimeout(() => signalGroup(pid, 'SIGKILL'), politeMs);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const endAll = () => {
      signalGroup(pid, 'SIGKILL');
      killStrays(offer.jobId, uid);
    };
    try {
      await noted;
      // What the script leaves running would hold the pipe open: with the script all of it ends.
      const ended = exited.finally(endAll);
      ended.catch(() => undefined);
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) await output.write(chunk);
      const { code, killedBy } = await ended;
      if (signal.aborted) return stopped(signal.reason);
      const result = await readResult(join(workDir, 'output.json'), uid, mask);
      await collectArtefacts(join(workDir, 'artefacts'), job.artefactDir, uid, mask, offer);
      if (killedBy !== null) return failed(outcomeOf[killedBy] ?? 'killed', `The script was ended by ${killedBy}.`);
      if ('problem' in result) return { ...failed('bad_result', result.problem), exitCode: code };
      return {
        end: code === 0 ? 'SUCCEEDED' : 'FAILED',
        outcome: code === 0 ? 'succeeded' : 'exit_code',
        exitCode: code,
        detail: isNetworkLeftOpen ? 'The network was not closed to it: this runner has no means to.' : null,
        result: result.value,
      };
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(killing);
      endAll();
    }
  } finally {
    await rm(workDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What the system ends a process with that used more than it may. */
const outcomeOf: Partial<Record<NodeJS.Signals, string>> = { SIGXCPU: 'cpu_exceeded', SIGXFSZ: 'file_too_large' };

/**
 * Takes an environment past programs that still run as the runner: it could name a library for them to load. It goes under names that mean nothing, and gets its own back in the
 * shell that the prefix ends with, which is the job's user already.
 */
export function carryEnvironment(
  prefix: readonly string[],
  environment: Record<string, string>,
  path: string,
): { command: string[]; env: Record<string, string> } {
  const names = Object.keys(environment).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const back = names.map((name) => `export ${name}="$SRE_CARRIED_${name}"; unset SRE_CARRIED_${name}; `).join('');
  return {
    command: prefix.map((word) => (word === 'exec "$@" 2>&1' ? `${back}${word}` : word)),
    env: { PATH: path, ...Object.fromEntries(names.map((name) => [`SRE_CARRIED_${name}`, environment[name] ?? ''])) },
  };
}

/** Makes the folder of a job and the environment that it sees. */
function prepare(offer: JobOffer, work: ScriptWork, workDir: string, path: string, uid: number | null): Record<string, string> {
  const at = (name: string) => join(workDir, name);
  writeFileSync(at(fileNames[work.language]), work.code, { mode: 0o500 });
  writeFileSync(at('parameters.json'), JSON.stringify(work.parameters), { mode: 0o400 });
  for (const name of ['artefacts', 'tmp']) mkdirSync(at(name), { mode: 0o700 });
  chmodSync(workDir, 0o700);
  if (uid !== null) for (const name of ['.', fileNames[work.language], 'parameters.json', 'artefacts', 'tmp']) chownSync(at(name), uid, uid);
  const parameters = Object.entries(work.parameters).map(([name, value]): [string, string] => [
    `PARAM_${name.replaceAll(/\W/g, '_').toUpperCase()}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    ...Object.fromEntries(parameters.filter(([, value]) => !value.includes('\0'))),
    ...work.environment,
    ...{ PATH: path, HOME: workDir, TMPDIR: at('tmp'), LANG: 'C.UTF-8', SRE_JOB: offer.jobId },
    ...{ SRE_PARAMETERS: at('parameters.json'), SRE_OUTPUT: at('output.json'), SRE_ARTEFACTS: at('artefacts') },
  };
}

export function failed(outcome: string, detail: string): JobEnd {
  return { end: 'FAILED', outcome, exitCode: null, detail: detail.slice(0, 2_000), result: null };
}

/** The end of a job that was stopped, by why it was. */
export function stopped(reason: unknown): JobEnd {
  const nothing = { exitCode: null, detail: null, result: null };
  if (reason === 'cancelled') return { ...nothing, end: 'CANCELLED', outcome: 'cancelled' };
  if (reason === 'timeout') return { ...nothing, end: 'TIMED_OUT', outcome: 'timeout' };
  return { ...nothing, end: 'LOST', outcome: 'runner_stopped' };
}
