// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWith } from './failure.mjs';
import { prepare } from './prepare.mjs';
import { summarise, summaryLines } from './summary.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * `npm test`: prepares the checkout and the real servers, runs every suite, and ends with one line of counts. With arguments
 * (`npm test -- incidents/ingest`) only the platform's own jest runs, with those arguments. In CI the checks come first, and a
 * skipped test fails the run.
 * @param {string[]} args
 */
export async function test(args) {
  const state = resolve(root, process.env['DATA_DIR'] ?? '.data');
  const isCi = process.env['CI'] === 'true';
  try {
    const tools = await prepare(root, state);
    const suites = args.length > 0 ? [jest(tools.node, args)] : allSuites(tools.node, tools.npm, isCi);
    /** @type {import('./summary.mjs').Outcome[]} */
    const outcomes = [];
    for (const suite of suites) outcomes.push(await runSuite(suite, tools.env, join(state, 'logs')));
    const summary = summarise(outcomes);
    const lines = summaryLines(summary);
    if (isCi && summary.skips.length > 0) lines.unshift('In CI every test has to run, so the skipped tests below fail this run.');
    console.log(`\n${lines.join('\n')}`);
    process.exit(summary.failed > 0 || (isCi && summary.skips.length > 0) ? 1 : 0);
  } catch (error) {
    exitWith(error, root);
  }
}

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} cwd
 * @property {string[]} command
 * @property {boolean} isJest whether it can write a report of its tests
 */

/**
 * Every suite, in the order in which a mistake is found cheapest.
 * @param {string} node
 * @param {string[]} npm
 * @param {boolean} isCi
 * @returns {Suite[]}
 */
function allSuites(node, npm, isCi) {
  const plugin = join(root, 'grafana-app');
  const check = { name: 'Checks', cwd: root, command: [...npm, 'run', 'check:here'], isJest: false };
  return [
    ...(isCi ? [check] : []),
    { ...jest(node, ['--selectProjects', 'unit']), name: 'Unit and database tests' },
    { name: 'Plugin', cwd: plugin, command: [...npm, 'run', 'test:ci', '--'], isJest: true },
    { name: "Plugin's host", cwd: plugin, command: [...npm, 'run', 'test:host', '--'], isJest: true },
    { name: 'Real servers', cwd: root, command: [node, join(root, 'tests', 'servers', 'install.ts')], isJest: false },
    // One after the other: each starts servers of its own, and two at once only make both slow.
    { ...jest(node, ['--selectProjects', 'journeys', '--runInBand']), name: 'Journeys' },
  ];
}

/** @param {string} node @param {string[]} args @returns {Suite} */
function jest(node, args) {
  // jest runs ECMAScript modules only behind this flag, and Node warns about it in every worker.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return { name: 'Tests', cwd: root, command: [node, ...flags, join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], isJest: true };
}

/**
 * @param {Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @param {string} logs
 * @returns {Promise<import('./summary.mjs').Outcome>}
 */
async function runSuite(suite, env, logs) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${suite.name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.json`);
  rmSync(file, { force: true });
  const [program = '', ...args] = suite.isJest ? [...suite.command, '--json', `--outputFile=${file}`] : suite.command;
  console.log(`\n${suite.name}`);
  // Jest's own words go to standard error; on standard output it would only repeat where the report is. The suite gets a process
  // group of its own, so that npm, its shell and jest can be ended together.
  const child = spawn(program, args, { cwd: suite.cwd, env, detached: true, stdio: ['ignore', suite.isJest ? 'ignore' : 'inherit', 'inherit'] });
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  const pass = () => {
    end();
    process.exit(130);
  };
  process.on('SIGINT', pass).on('SIGTERM', pass);
  /** @type {string | undefined} */
  let problem;
  const watch = watchFor(file, (why) => {
    problem = why;
    end();
  });
  const exitCode = await new Promise((done, reject) => {
    child.once('error', reject).once('exit', (code) => done(code ?? 1));
  });
  clearInterval(watch);
  process.off('SIGINT', pass).off('SIGTERM', pass);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return { name: suite.name, exitCode, ...(problem === undefined ? {} : { problem }), report };
}

/**
 * Ends a suite that would hold up the whole run: one that takes too long, or that has written its report and still does not end
 * because a test left something running. Both fail the run.
 * @param {string} report
 * @param {(why: string) => void} giveUp
 */
function watchFor(report, giveUp) {
  let seconds = 0;
  let after = 0;
  return setInterval(() => {
    seconds += 1;
    after += existsSync(report) ? 1 : 0;
    if (after === 20) giveUp('left something running behind its tests');
    else if (seconds === 25 * 60) giveUp('took longer than 25 minutes');
  }, 1_000);
}
