import { readConfig, requireConfig } from './config.ts';
import { openParts } from './parts.ts';
import { openPlatform } from './platform.ts';
import { createReleases } from './releases.ts';
import { applySetup } from './setup/applySetup.ts';
import { readSetup } from './setup/setupFile.ts';

/**
 * `node build/setup.js FILE`: sets up a tenant as the file says (run/setup/setupFile.ts has its shape) and prints, as JSON, the keys and tokens
 * that it made: they are told this once. What is there already, by name, is left as it is.
 */
const file = process.argv[2];
if (file === undefined) throw new Error('Name a set-up file, for example provisioning/setup.yaml.');
const config = requireConfig(readConfig(process.env), 'DATABASE_URL', 'SECRET_KEY');
const releases = createReleases();
try {
  const platform = await openPlatform('setup', config, false);
  releases.add(platform.close);
  const parts = await openParts(platform, config);
  releases.add(parts.close);
  console.log(JSON.stringify(await applySetup(parts.platform, await readSetup(file, process.env)), null, 2));
} finally {
  await releases.all();
}
