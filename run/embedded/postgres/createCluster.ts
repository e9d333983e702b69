import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefused } from '../refused.ts';
import type { Account } from './account.ts';
import { explainLog } from './explainLog.ts';
import type { Programs } from './preparePrograms.ts';

const credentials = z.object({ postgres: z.string(), sre_owner: z.string(), sre_app: z.string() });

/** The passwords of the superuser and of the two roles that the platform uses, random for each cluster. */
export type Credentials = z.infer<typeof credentials>;

/**
 * The cluster in `place` and its credentials. A missing one is made first: UTF-8 with PostgreSQL's own C.UTF-8 collation (fast,
 * and sorted alike on every system and version), the roles `sre_owner` (owns the database `sre`, may make roles and test
 * databases) and `sre_app` (neither owner nor superuser, bound by row-level security).
 */
export function createCluster(place: string, programs: Programs, account: Account | undefined): { cluster: string; credentials: Credentials } {
  const cluster = join(place, 'cluster');
  const secrets = join(place, 'credentials.json');
  if (!existsSync(cluster)) {
    const made = {
      postgres: randomBytes(24).toString('base64url'),
      sre_owner: randomBytes(24).toString('base64url'),
      sre_app: randomBytes(24).toString('base64url'),
    } satisfies Credentials;
    writeFileSync(secrets, `${JSON.stringify(made)}\n`, { mode: 0o600 });
    // Under another name until roles and database stand in it: what a killed first start leaves is thrown away, never used.
    const making = join(place, 'cluster.making');
    rmSync(making, { recursive: true, force: true });
    initialise(making, programs, account);
    addRoles(making, made, programs, account);
    renameSync(making, cluster);
  }
  requireVersion(cluster);
  if (!existsSync(secrets)) {
    throw new StartRefused(
      'STATE_UNUSABLE',
      `The passwords of the database are missing (${secrets}): put the file back, or empty the state with npm start -- --reset.`,
    );
  }
  return { cluster, credentials: credentials.parse(JSON.parse(readFileSync(secrets, 'utf8'))) };
}

function initialise(making: string, programs: Programs, account: Account | undefined): void {
  // With no local connections there is no password to hand over here; `addRoles` sets them over standard input, never in an argument.
  const flags = [
    '--username=postgres',
    '--auth-local=reject',
    '--auth-host=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const result = spawnSync(programs.initdb, [`--pgdata=${making}`, ...flags], { ...serverProcess(making, account), encoding: 'utf8' });
  if (result.status !== 0) throw explainLog(`${result.stdout}${result.stderr}`, making, result.error);
}

function addRoles(making: string, passwords: Credentials, programs: Programs, account: Account | undefined): void {
  // Single-user mode reads one statement a line, without a network; base64url passwords need no quoting.
  const statements = [
    `ALTER ROLE postgres PASSWORD '${passwords.postgres}'`,
    `CREATE ROLE sre_owner LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '${passwords.sre_owner}'`,
    `CREATE ROLE sre_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '${passwords.sre_app}'`,
    'CREATE DATABASE sre OWNER sre_owner',
  ];
  const result = spawnSync(programs.postgres, ['--single', '-D', making, '-c', 'exit_on_error=true', '-c', 'log_checkpoints=off', 'postgres'], {
    ...serverProcess(making, account),
    input: statements.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
  });
  if (result.status !== 0 || /\b(ERROR|FATAL|PANIC):/.test(result.stderr)) throw explainLog(result.stderr, making, result.error);
}

function requireVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18') {
    throw new StartRefused(
      'STATE_UNUSABLE',
      `The database in ${cluster} was made by PostgreSQL ${version} and this is 18: move it with pg_upgrade, or empty the state with npm start -- --reset.`,
    );
  }
}

/** How every program of the server is run: under its account, in a folder that account may stand in, with nothing of our environment. */
export function serverProcess(cluster: string, account: Account | undefined): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return {
    cwd: join(cluster, '..'),
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  };
}
