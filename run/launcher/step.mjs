// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure, LaunchFailed } from './failure.mjs';

/**
 * @typedef {object} Step
 * @property {string} title    what is being done, as a person would say it
 * @property {string} log      a name for its log file
 * @property {string[]} command
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {RegExp} [failsOn] what its output says when it failed although its exit code denies it
 */

/**
 * Runs one step and shows one line for it, with the seconds it has taken so far. What it prints goes to `logs/<log>.log`; when it
 * fails, the known causes get their sentence and any other is shown by the log's last lines.
 * @param {Step} step
 * @param {string} logs folder of the log files
 */
export async function runStep(step, logs) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${step.log}.log`);
  const fd = openSync(file, 'w');
  const line = progressLine(step.title);
  const [program = '', ...args] = step.command;
  const child = spawn(program, args, { cwd: step.cwd, env: step.env, stdio: ['ignore', fd, fd] });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  /** @type {(signal: NodeJS.Signals) => void} */
  const pass = (signal) => {
    child.kill(signal);
    line.end('stopped');
    process.exit(130);
  };
  for (const signal of signals) process.on(signal, pass);
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0) throw failureOf(step, file, `it ended with ${code}`);
    if (step.failsOn?.test(readFileSync(file, 'utf8'))) throw failureOf(step, file, 'it left files unwritten');
    line.end();
  } catch (error) {
    line.end('failed');
    throw error instanceof LaunchFailed ? error : failureOf(step, file, String(error));
  } finally {
    for (const signal of signals) process.off(signal, pass);
    closeSync(fd);
  }
}

/** @param {Step} step @param {string} file @param {string} why */
function failureOf(step, file, why) {
  const output = readFileSync(file, 'utf8');
  const known = explainFailure(`${output}\n${why}`, step.cwd);
  if (known !== undefined) return new LaunchFailed(known, [`(all of the output: ${file})`]);
  const last = output.trimEnd().split('\n').slice(-15);
  return new LaunchFailed(`"${step.title}" failed: ${why}. The last lines of ${file}:`, last);
}

/**
 * One line on the terminal whose seconds count up; two plain lines where the output is a file.
 * @param {string} title
 */
function progressLine(title) {
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1_000)} s`;
  const isTerminal = process.stdout.isTTY;
  if (!isTerminal) console.log(`${title} ...`);
  const timer = setInterval(() => isTerminal && process.stdout.write(`\r${title} ... ${seconds()}`), 1_000);
  if (isTerminal) process.stdout.write(`${title} ...`);
  return {
    /** @param {string} [outcome] */
    end: (outcome = 'done') => {
      clearInterval(timer);
      console.log(`${isTerminal ? '\r' : ''}${title} ... ${outcome} in ${seconds()}`);
    },
  };
}
