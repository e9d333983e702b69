import type { Log } from '#kit/log';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { root } from '../root.ts';
import { boundVariables } from '../runner/readBounds.ts';

export type LocalRunner = { stop(): Promise<void> };
type LocalRunnerOptions = {
  dir: string;
  gatewayUrl: string;
  runnerKey: string;
  log: Log;
  config: Config;
};

/** A runner that ends by itself is started again after this long. */
const againMs = 2_000;

/**
 * The runner of the embedded form: a process of its own that knows where the platform is and its token, from a file, and nothing else of what this process knows. It ends when
 * this process does, since the channel between them closes.
 */
export async function startLocalRunner({ dir, gatewayUrl, runnerKey, log, config }: LocalRunnerOptions): Promise<LocalRunner> {
  const place = join(dir, 'runner');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const tokenFile = join(place, 'token');
  writeFileSync(tokenFile, runnerKey, { mode: 0o600 });
  const { RUNNER_SLOTS, RUNNER_FIRST_UID, LOG_LEVEL } = config;
  const passed = { RUNNER_SLOTS: String(RUNNER_SLOTS), RUNNER_FIRST_UID: String(RUNNER_FIRST_UID), LOG_LEVEL, PATH: process.env['PATH'] };
  const bounds = Object.fromEntries(boundVariables.map((name) => [name, String(config[name])]));
  let isStopping = false;
  let ended = Promise.resolve();
  let end = (): void => undefined;
  const start = (): void => {
    const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'build', 'runner.js')], {
      cwd: place,
      env: { ...passed, ...bounds, RUNNER_URL: gatewayUrl, RUNNER_TOKEN_FILE: tokenFile, RUNNER_DIR: place },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    end = () => void child.kill('SIGTERM');
    ended = new Promise((resolve) => {
      child.once('error', (error) => {
        log.error({ err: error }, 'the runner could not be started');
        resolve();
      });
      child.once('exit', (code, signal) => {
        resolve();
        if (isStopping) return;
        log.warn({ code, signal }, 'the runner ended; it is started again');
        setTimeout(() => isStopping || start(), againMs).unref();
      });
    });
  };
  start();
  return {
    async stop() {
      isStopping = true;
      end();
      await ended;
    },
  };
}
