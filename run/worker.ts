import { startBackground } from './background.ts';
import { readConfig, requireConfig } from './config.ts';
import { untilStopped } from './embedded/untilStopped.ts';
import { openParts } from './parts.ts';
import { openPlatform } from './platform.ts';
import { resealSecrets } from './resealSecrets.ts';
import { createReleases } from './releases.ts';

/** `node build/worker.js`: every task and cron of the platform; run as many as there is work for. */
const config = requireConfig(readConfig(process.env), 'DATABASE_URL', 'REDIS_URL', 'SECRET_KEY');
const releases = createReleases();

const platform = await openPlatform('worker', config, true);
releases.add(platform.close);
const parts = await openParts(platform, config);
releases.add(parts.close);
await resealSecrets(parts.platform);
const background = await startBackground(platform, [parts.graph, ...Object.values(parts.subgraphs)]);
releases.add(background.stop);
platform.log.info('worker is ready');

platform.log.info({ reason: await untilStopped() }, 'stopping');
await releases.all();
