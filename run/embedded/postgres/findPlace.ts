import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartRefused } from '../refused.ts';
import type { Account } from './account.ts';
import { isReachable } from './reachable.ts';

/** Where places stand that an account of the server's own must reach although the state folder is closed to it. */
export const outsidePlaces = '/var/lib/sre-platform';

/**
 * The folder that holds the cluster, its log and its credentials: `dir/postgres`, or, when the server's account cannot reach
 * that, a folder of its own below /var/lib/sre-platform to which `dir/postgres` is a link. Made if missing, closed to others.
 */
export function findPlace(dir: string, account: Account | undefined): string {
  const entry = join(dir, 'postgres');
  if (existsSync(entry)) {
    const place = realpathSync(entry);
    if (isReachable(place, account)) return place;
    throw new StartRefused(
      'STATE_UNUSABLE',
      `The account ${account?.name ?? ''} can no longer reach the database in ${place}: open the folders above it, or empty the state with npm start -- --reset.`,
    );
  }
  mkdirSync(dir, { recursive: true });
  openForPassing(dir, account);
  if (isReachable(dir, account)) return makeOwned(entry, account);
  mkdirSync(outsidePlaces, { recursive: true, mode: 0o755 });
  // The name is random, not derived from `dir`: a state folder that is moved keeps its database, and never meets another's.
  const place = makeOwned(join(outsidePlaces, randomBytes(6).toString('hex')), account);
  symlinkSync(place, entry);
  return place;
}

/**
 * A state folder that only its owner may enter, as a temporary one is made, is opened for passing through (not for listing it), so
 * that the database stands where everybody looks for it. Folders above it are nobody's to open.
 */
function openForPassing(dir: string, account: Account | undefined): void {
  if (account !== undefined && isReachable(dirname(realpathSync(dir)), account)) chmodSync(dir, statSync(dir).mode | 0o011);
}

function makeOwned(path: string, account: Account | undefined): string {
  mkdirSync(path, { mode: 0o700 });
  if (account !== undefined) chownSync(path, account.uid, account.gid);
  return realpathSync(path);
}
