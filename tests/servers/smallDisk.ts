import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type SmallDisk = { readonly path: string; remove(): Promise<void> };

/** Why there can be no small disk here, or `undefined`. */
export const reasonNoDisk = process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'mounting a file system needs root on Linux';

/** A file system of its own that is soon full: a few megabytes of memory. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', path]);
  return {
    path,
    async remove() {
      // What a killed command still holds open keeps it busy for a moment.
      for (let left = 20; ; left -= 1) {
        try {
          execFileSync('umount', [path], { stdio: 'ignore' });
          break;
        } catch (error) {
          if (left === 0) throw error;
          await pause(100);
        }
      }
      rmSync(path, { recursive: true, force: true });
    },
  };
}
