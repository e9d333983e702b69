import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/**
 * `npm run generate`: the Prisma client, the subgraphs' schemas, the supergraph, the public schema, the plugin's typed documents.
 * With `--check` nothing is written but the ignored clients: it fails and names each committed file that is not what it would write.
 */
const isCheck = process.argv.includes('--check');

// Prisma's command wants to download an engine that generating does not use; any program in its place stops that.
execFileSync(process.execPath, [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate', '--config', 'prisma/prisma.config.ts'], {
  cwd: root,
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  stdio: ['ignore', 'ignore', 'inherit'],
});

// The subgraphs import the client that was just made.
const { writeSchemas } = await import('./generate/writeSchemas.ts');
const stale = writeSchemas((path, text) => {
  const file = join(root, path);
  if (isCheck) return readFileSync(file, 'utf8') === text;
  writeFileSync(file, text);
  return true;
});
if (stale.length > 0) {
  console.error(`Not up to date: ${stale.join(', ')}. Run npm run generate and commit the result.`);
  process.exitCode = 1;
}
