import { spawnSync } from 'node:child_process';
import { StartRefused } from '../refused.ts';

/** The operating system's account that PostgreSQL runs under when we are root, which PostgreSQL refuses to be. */
export type Account = { name: string; uid: number; gid: number };

/**
 * The account for the server's processes: none when we are not root (they are ours), otherwise `postgres`, made as a system
 * account where it is missing, or `nobody` where accounts cannot be made.
 */
export function findAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = lookUp('postgres');
  if (existing !== undefined) return existing;
  // The result is judged by looking the account up again: a system without useradd, or with a read-only /etc, ends at `nobody`.
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', 'postgres']);
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account === undefined) {
    throw new StartRefused('UNSUPPORTED_PLATFORM', 'PostgreSQL does not run as root and no account `postgres` could be made: start as a plain user.');
  }
  return account;
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
