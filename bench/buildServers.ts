import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../gateway/compose.ts';
import { sdls } from './servers/graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let built: Promise<string> | undefined;

/** Bundles the bench's servers as production is bundled, so that no loader's memory is measured; gives the folder. Done once per run. */
export function buildServers(): Promise<string> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string> {
  const folder = join(root, 'build', 'bench');
  mkdirSync(folder, { recursive: true });
  const { supergraph, publicSchema } = compose((name) => sdls[name] ?? '', { names: Object.keys(sdls) });
  writeFileSync(join(folder, 'supergraph.graphql'), supergraph);
  writeFileSync(join(folder, 'public.graphql'), publicSchema);
  const sources = join(root, 'bench', 'servers');
  await build({
    entryPoints: readdirSync(sources).map((file) => join(sources, file)),
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    tsconfigRaw: readFileSync(join(root, 'tsconfig.json'), 'utf8'),
  });
  return folder;
}
