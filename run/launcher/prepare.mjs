// @ts-check
import { join } from 'node:path';
import { environment, findNode, npm } from './node.mjs';
import { arePackagesInstalled, install } from './packages.mjs';
import { isBuilt, markBuilt } from './sources.mjs';
import { runStep } from './step.mjs';

/**
 * Brings a checkout to where it can run: Node 24, the packages of the platform and of the plugin, generated code, the build. Each
 * is done only when it is missing or no longer fits, so that asking costs a tenth of a second.
 * @param {string} root
 * @param {string} state
 * @returns {Promise<{ node: string, npm: string[], env: NodeJS.ProcessEnv }>} Node 24, the command for npm under it, and the environment for both
 */
export async function prepare(root, state) {
  const logs = join(state, 'logs');
  const node = await findNode(root, logs);
  const env = environment(node);
  const plugin = join(root, 'grafana-app');
  const command = [...npm(node), 'ci'];
  if (!arePackagesInstalled(root)) await install({ title: 'Installing the platform', log: 'install', command, cwd: root, env }, logs);
  if (!arePackagesInstalled(plugin)) await install({ title: 'Installing the plugin', log: 'install-plugin', command, cwd: plugin, env }, logs);
  if (!isBuilt(root, state)) {
    await runStep({ title: 'Generating code', log: 'generate', command: [...npm(node), 'run', 'generate'], cwd: root, env }, logs);
    await runStep({ title: 'Building', log: 'build', command: [...npm(node), 'run', 'build'], cwd: root, env }, logs);
    markBuilt(root, state);
  }
  return { node, npm: npm(node), env };
}
