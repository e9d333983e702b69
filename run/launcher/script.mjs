// @ts-check
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWith } from './failure.mjs';
import { prepare, provide } from './prepare.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * `npm run check` and its like: brings what is missing, then runs the script of the same name with `:here` behind it under Node 24. `dev` is
 * the platform and the plugin, rebuilt and restarted as files change.
 * @param {string[]} args the script's name and its arguments
 */
export async function script([name = '', ...args]) {
  const state = resolve(root, process.env['DATA_DIR'] ?? '.data');
  try {
    if (name === 'dev') {
      const { node, env } = await prepare(root, state);
      const plugin = join(root, 'grafana-app');
      const platform = [node, join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'watch', '--clear-screen=false', 'run/all.ts', ...args];
      await together([
        { command: platform, cwd: root, env: { ...env, DATA_DIR: state } },
        // webpack by itself, not through npm, whose shell would outlive a signal.
        {
          command: [
            node,
            join(plugin, 'node_modules', 'webpack', 'bin', 'webpack.js'),
            '-w',
            '-c',
            './.config/webpack/webpack.config.ts',
            '--env',
            'development',
          ],
          cwd: plugin,
          env,
        },
      ]);
    } else {
      const { npm, env } = await provide(root, state);
      await together([{ command: [...npm, 'run', '--silent', `${name}:here`, '--', ...args], cwd: root, env }]);
    }
  } catch (error) {
    exitWith(error, root);
  }
}

/**
 * Runs commands side by side until the first one ends; the others are asked to end with it, and its exit code is ours.
 * @param {{ command: string[], cwd: string, env: NodeJS.ProcessEnv }[]} commands
 */
async function together(commands) {
  const children = commands.map(({ command: [program = '', ...args], cwd, env }) => spawn(program, args, { cwd, env, stdio: 'inherit' }));
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => children.forEach((child) => child.kill(signal));
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => pass(signal));
  const ends = children.map((child) => new Promise((done, reject) => child.once('error', reject).once('exit', (code) => done(code ?? 1))));
  const code = await Promise.race(ends);
  pass('SIGTERM');
  await Promise.allSettled(ends);
  process.exit(Number(code));
}
