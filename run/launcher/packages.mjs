// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from './step.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lock
 */

/**
 * True when what is installed in `folder` is what its lock file asks for. npm's own record of what it installed is compared, so
 * an install by hand counts, a changed lock file is noticed, and an install cut short (which leaves no record) is done again.
 * @param {string} folder
 */
export function arePackagesInstalled(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  return existsSync(record) && isSatisfied(read(join(folder, 'package-lock.json')), read(record));
}

/**
 * @param {Lock} lock what shall be there
 * @param {Lock} record what is there
 */
export function isSatisfied(lock, record) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  const isThere = (/** @type {[string, Entry]} */ [path, entry]) => {
    const found = record.packages[path];
    // What is optional may be missing, since it may be meant for another system.
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link;
  };
  return wanted.every(isThere) && Object.keys(record.packages).every((path) => path in lock.packages);
}

/**
 * Runs one npm install. npm only warns when it cannot write a file (a full disk leaves a cut-short program and exit code 0), so
 * its warnings are read; after a failure what it installed is forgotten, so that the next start does it again.
 * @param {Omit<import('./step.mjs').Step, 'failsOn'>} step
 * @param {string} logs
 */
export async function install(step, logs) {
  // Install scripts stay off whatever npm's own rule is (npm 12 skips them, npm 10 runs them all): nothing here needs one, and
  // one of them would download a program. The level is given because `npm start --silent` would hand its own down.
  const command = [...step.command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=warn'];
  try {
    await runStep({ ...step, command, failsOn: /TAR_ENTRY_ERROR|ENOSPC/ }, logs);
  } catch (error) {
    forgetPackages(step.cwd);
    throw error;
  }
}

/** @param {string} folder */
export function forgetPackages(folder) {
  rmSync(join(folder, 'node_modules', '.package-lock.json'), { force: true });
}

/** @param {string} file @returns {Lock} */
function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
