import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { measure } from './measure.ts';
import type { ObjectStore } from './objectStore.ts';
import { readKey } from './readKey.ts';
import { codeOf, storeFailure } from './storeFailure.ts';

/** Where bodies are while they are not whole; a name that no key's first part can have. */
const unfinished = '.unfinished';

/**
 * Objects as files below a folder. A body is written beside its place, flushed to the disk and renamed, so that a reader, or a machine that loses its power,
 * never finds half of one.
 */
export function createFolderStore(dir: string): ObjectStore {
  const pathOf = (key: string): string => join(dir, ...readKey(key));
  return {
    async put(key, body, limitBytes) {
      const path = pathOf(key);
      const making = join(dir, unfinished, randomUUID());
      const measured = measure(body, limitBytes);
      let failure: Error | undefined;
      // An error of the body is the sender's and not the store's.
      const source = async function* () {
        try {
          yield* measured.through;
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
          throw failure;
        }
      };
      try {
        await mkdir(dirname(making), { recursive: true, mode: 0o700 });
        await pipeline(source, createWriteStream(making, { flags: 'wx', mode: 0o600, flush: true }));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(making, path);
        await flushFolder(dirname(path));
      } catch (error) {
        // What cannot be cleared away stays where nothing reads it; the failure that led here is the one to tell.
        await rm(making, { force: true }).catch(() => undefined);
        throw failure ?? storeFailure(error, 'keep the file');
      }
      return measured.kept();
    },

    async get(key) {
      const stream = createReadStream(pathOf(key));
      try {
        await new Promise<void>((resolve, reject) => stream.once('open', () => resolve()).once('error', reject));
        return stream;
      } catch (error) {
        if (isMissing(error)) return null;
        throw storeFailure(error, 'read the file');
      }
    },

    async remove(key) {
      await rm(pathOf(key), { force: true }).catch((error: unknown) => {
        throw storeFailure(error, 'remove the file');
      });
    },

    async sweep(before) {
      try {
        let removed = 0;
        for (const name of await readdir(join(dir, unfinished))) {
          const making = join(dir, unfinished, name);
          // One that became whole meanwhile was renamed away.
          const written = await stat(making).catch(nullIfMissing);
          if (written === null || written.mtimeMs >= before.getTime()) continue;
          await rm(making, { force: true });
          removed++;
        }
        return removed;
      } catch (error) {
        if (isMissing(error)) return 0;
        throw storeFailure(error, 'be cleared of unfinished files');
      }
    },

    async check() {
      try {
        await mkdir(join(dir, unfinished), { recursive: true, mode: 0o700 });
        await access(dir, constants.R_OK | constants.W_OK);
      } catch (error) {
        throw storeFailure(error, 'be written to');
      }
    },

    close: () => undefined,
  };
}

/** Makes a rename last: the folder is what names the file. */
async function flushFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
}
