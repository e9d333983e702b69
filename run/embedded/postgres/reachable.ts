import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Account } from './account.ts';

/**
 * True when `account` may pass through `path` and every folder above it. /root is closed to everybody else on most systems, so a
 * checkout below it can hold neither the server's programs nor its files. Access lists are not read: where they matter, the
 * answer errs on the side of using another place.
 */
export function isReachable(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    if (!mayPass({ mode, uid, gid }, account)) return false;
    if (at === dirname(at)) return true;
  }
}

/** The execute bit of the one class (owner, group, others) that the system applies to this account. */
export function mayPass(entry: { mode: number; uid: number; gid: number }, account: { uid: number; gid: number }): boolean {
  if (entry.uid === account.uid) return (entry.mode & 0o100) !== 0;
  if (entry.gid === account.gid) return (entry.mode & 0o010) !== 0;
  return (entry.mode & 0o001) !== 0;
}
