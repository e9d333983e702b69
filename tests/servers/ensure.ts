import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, findServer, missingPackages, type Requirement, requirements, type ServerName } from './requirements.ts';

/**
 * Path that the server is started from, installed first where that is allowed: Debian packages as root, a cached build for those
 * that need one. Throws an error whose message names what a person has to install otherwise.
 */
export function ensure(name: ServerName): string {
  const found = findServer(name);
  if (found !== undefined) return found;
  const packages = missingPackages(name);
  if (packages.length > 0) {
    if (!mayInstall()) throw new Error(`${name} needs ${packages.join(', ')}: apt-get install ${packages.join(' ')}`);
    installPackages(packages);
  }
  const requirement: Requirement = requirements[name];
  if (requirement.build !== undefined && !existsSync(requirement.proof)) build(name, requirement, requirement.build);
  const installed = findServer(name);
  if (installed === undefined) throw new Error(`${name} is still missing after its installation (${requirement.proof})`);
  return installed;
}

/** Why `ensure` would refuse, or `undefined` when the server is there or may be installed. Asks nothing of the network. */
export function reasonMissing(name: ServerName): string | undefined {
  const packages = missingPackages(name);
  return packages.length === 0 || mayInstall() ? undefined : `${name} needs ${packages.join(', ')}`;
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** Debian starts the services of what it installs; this file is its own way to say no, and it goes away again. */
const policy = '/usr/sbin/policy-rc.d';

function installPackages(packages: readonly string[]): void {
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    // Another installation may be running; waiting for it is better than failing beside it.
    const apt = ['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=300'];
    run([...apt, 'update']);
    run([...apt, 'install', '--no-install-recommends', ...packages]);
    // Where systemd rules, a service not started now would start with the machine.
    if (existsSync('/run/systemd/system')) for (const service of servicesOf(packages)) run(['systemctl', 'disable', '--now', service]);
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

function servicesOf(packages: readonly string[]): string[] {
  return packages.filter((name) => existsSync(`/lib/systemd/system/${name}.service`));
}

function build(name: ServerName, requirement: Requirement, commands: (into: string) => readonly (readonly string[])[]): void {
  const home = dirname(requirement.proof.endsWith(join('bin', name)) ? dirname(requirement.proof) : requirement.proof);
  // Made beside its place and renamed when complete: a build cut short is never taken for a whole one.
  const making = `${home}.making-${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    for (const [file, text] of Object.entries(requirement.files ?? {})) writeFileSync(join(making, file), text);
    for (const command of commands(making)) run(command);
    if (!existsSync(home)) renameSync(making, home);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function run(command: readonly string[]): void {
  const [program = '', ...args] = command;
  const result = spawnSync(findProgram(program) ?? program, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/go/bin` },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  const last = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${command.join(' ')} failed (${result.status ?? result.signal ?? 'not started'}):\n${last}`, { cause: result.error });
}
