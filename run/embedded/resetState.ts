import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outsidePlaces } from './postgres/findPlace.ts';
import { takeOver } from './postgres/takeOver.ts';
import { refusalOf } from './refused.ts';

/** What outlives a reset: the lock of the process that resets, and the logs of its start. */
const kept = ['lock', 'logs'];

/**
 * Empties the state folder `dir`, database included, also where that stands outside behind a link. A server that a killed run
 * left is stopped first. The caller holds the folder's lock and has the person's consent.
 */
export async function resetState(dir: string): Promise<void> {
  const entry = join(dir, 'postgres');
  try {
    if (existsSync(entry)) {
      const place = realpathSync(entry);
      await takeOver(join(place, 'cluster'));
      // A link that somebody laid elsewhere by hand is removed as a link; only our own places are emptied behind it.
      if (lstatSync(entry).isSymbolicLink() && dirname(place) === outsidePlaces) rmSync(place, { recursive: true });
    }
    for (const name of readdirSync(dir)) if (!kept.includes(name)) rmSync(join(dir, name), { recursive: true });
  } catch (error) {
    throw refusalOf(error, dir);
  }
}
