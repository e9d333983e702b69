import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder: the same from the sources and from the build, whose files stand elsewhere. */
export const root = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'prisma', 'schema'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The project folder cannot be found from where this program stands.');
  return findRoot(parent);
}
