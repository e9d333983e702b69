// @ts-check
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { exitWith, LaunchFailed } from './failure.mjs';
import { prepare } from './prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * `npm start`: prepares the checkout, then runs the platform under Node 24 until one of the two ends. `--reset` empties the
 * state first, after asking on the terminal, or with `--yes` where there is none.
 * @param {string[]} flags
 */
export async function start(flags) {
  const state = resolve(root, process.env['DATA_DIR'] ?? '.data');
  try {
    if (flags.includes('--reset')) await confirmReset(state, flags);
    const { node, env } = await prepare(root, state);
    run(node, [join(root, 'build', 'all.js'), ...flags.filter((flag) => flag !== '--yes')], { ...env, DATA_DIR: state });
  } catch (error) {
    exitWith(error, root);
  }
}

/** @param {string} state @param {string[]} flags */
async function confirmReset(state, flags) {
  if (flags.includes('--yes')) return;
  if (!process.stdin.isTTY)
    throw new LaunchFailed(`Nobody is there to confirm that ${state} shall be emptied: add --yes (npm start -- --reset --yes).`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise((done) => {
    lines.question(`This deletes everything in ${state}: incidents, people, keys. Go on? (y/N) `, done);
    // Ctrl-C and Ctrl-D at the question mean no.
    lines.once('close', () => done('n'));
  });
  lines.close();
  if (!/^y(es)?$/i.test(String(answer).trim())) throw new LaunchFailed('Nothing was deleted.');
}

/** How Node runs the platform in one process. Starting fills the young generation, which V8 would keep at that size: a tenth to a fifth of the idle process. */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=8'];

/**
 * Runs the platform in a process group of its own, so that Ctrl-C reaches it once, through us, and not also from the terminal and
 * from npm. Should we be killed, the closed channel tells it to stop.
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function run(node, args, env) {
  const child = spawn(node, [...nodeFlags, ...args], { cwd: root, env, detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  let passed = 0;
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // One Ctrl-C comes from the terminal and again from npm; only a later one is a person's second wish.
      if (performance.now() - passed < 500 && passed !== 0) return;
      passed = performance.now();
      child.kill(signal);
    });
  }
  child.once('error', (error) => exitWith(error, root));
  child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}
