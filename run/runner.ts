import { createLog } from '#kit/log';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig, requireConfig } from './config.ts';
import { untilStopped } from './embedded/untilStopped.ts';
import { root } from './root.ts';
import { readBounds } from './runner/readBounds.ts';
import { startRunner } from './runner/startRunner.ts';

/**
 * `node build/runner.js`: does scripts and commands of playbooks on this machine, as the platform at RUNNER_URL gives them out. It needs no database and no key of the platform,
 * only its token.
 */
const config = requireConfig(readConfig(process.env), 'RUNNER_URL');
const token = config.RUNNER_TOKEN ?? (config.RUNNER_TOKEN_FILE === undefined ? undefined : readFileSync(config.RUNNER_TOKEN_FILE, 'utf8').trim());
if (token === undefined) throw new Error('This process needs RUNNER_TOKEN or RUNNER_TOKEN_FILE in its environment.');
const log = createLog('runner', config.LOG_LEVEL);
const runner = startRunner({
  ...{ url: config.RUNNER_URL, token, log },
  dir: resolve(root, config.RUNNER_DIR ?? `${config.DATA_DIR}/runner`),
  slots: config.RUNNER_SLOTS,
  firstUid: config.RUNNER_FIRST_UID,
  bounds: readBounds(config),
});
log.info('runner is ready');
log.info({ reason: await untilStopped() }, 'stopping');
await runner.stop(config.RUNNER_DRAIN_SECONDS * 1000);
process.exit(0);
