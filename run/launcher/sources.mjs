// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** Folders, wherever they stand, that no build reads, and those at the top that it does not. */
const skipped = new Set(['node_modules', 'dist', 'build', 'generated', 'coverage']);
const skippedAtTop = new Set(['tests', 'bench', 'docs', 'deploy']);
/** Of what starts with a dot only this is read: the plugin's build settings stand there. */
const dotted = '.config';
const read = new Set([
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '.graphql',
  '.prisma',
  '.sql',
  '.html',
  '.css',
  '.svg',
  '.yaml',
  '.yml',
  '.toml',
]);

/** What the build makes; when one is missing, it runs whatever the sources say. */
const outputs = ['build/all.js', 'grafana-app/dist/module.js'];

/**
 * True when the build in `root` was made from the sources as they are now. Contents are compared, not times: a clone, a copy or
 * a switched branch changes times without changing anything, and the other way round.
 * @param {string} root
 * @param {string} state folder that is never read, because a run writes there
 */
export function isBuilt(root, state) {
  const stamp = stampFile(root);
  return outputs.every((file) => existsSync(join(root, file))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOf(root, state);
}

/** @param {string} root @param {string} state */
export function markBuilt(root, state) {
  mkdirSync(dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), digestOf(root, state));
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'build', '.sources');
}

/** @param {string} root @param {string} state */
function digestOf(root, state) {
  const hash = createHash('sha256');
  for (const file of filesBelow(root, state, true)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} folder @param {string} state @param {boolean} isTop @returns {string[]} */
function filesBelow(folder, state, isTop) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === state || (entry.name.startsWith('.') && entry.name !== dotted)) return [];
    if (entry.isDirectory()) return skipped.has(entry.name) || (isTop && skippedAtTop.has(entry.name)) ? [] : filesBelow(path, state, false);
    return entry.isFile() && read.has(extname(entry.name)) && !/\.test\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
  });
}
