import { build } from 'esbuild';
import { rm } from 'node:fs/promises';

/** `npm run build`: one file for each process of the platform, under build/. Packages stay outside, so that there is one graphql. */
await rm('build', { recursive: true, force: true });
await build({
  entryPoints: ['run/all.ts', 'run/gateway.ts', 'run/subgraph.ts', 'run/worker.ts', 'run/migrate.ts', 'run/setup.ts', 'run/runner.ts'],
  outdir: 'build',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  logLevel: 'warning',
});
