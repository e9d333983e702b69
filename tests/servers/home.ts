import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder that one server writes to. */
export type Home = {
  readonly dir: string;
  /** Writes files by their name in the folder. */
  write(files: Readonly<Record<string, string>>): void;
  /** Removes the folder, unless the caller brought it. */
  remove(): void;
};

/** A folder of its own for one server: a new one below the temporary folder, or `kept`, which outlives the server. */
export function makeHome(name: string, kept?: string): Home {
  const dir = kept ?? mkdtempSync(join(tmpdir(), `${name}-`));
  return {
    dir,
    write: (files) => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, file)), { recursive: true });
        writeFileSync(join(dir, file), text);
      }
    },
    remove: () => {
      if (kept === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
