// @ts-check
import { join } from 'node:path';
import { environment, findNode, npm } from './node.mjs';
import { arePackagesInstalled, install } from './packages.mjs';
import { isBuilt, markBuilt } from './sources.mjs';
import { runStep } from './step.mjs';

/** @typedef {{ node: string, npm: string[], env: NodeJS.ProcessEnv }} Tools Node 24, the command for npm under it, and the environment for both */

/**
 * Brings a checkout to where it can run: what `provide` brings, generated code, the build. Each is done only when it is missing or no
 * longer fits, so that asking costs a tenth of a second.
 * @param {string} root
 * @param {string} state
 * @returns {Promise<Tools>}
 */
export async function prepare(root, state) {
  const tools = await provide(root, state);
  const logs = join(state, 'logs');
  if (!isBuilt(root, state)) {
    await runStep({ title: 'Generating code', log: 'generate', command: [...tools.npm, 'run', 'generate:here'], cwd: root, env: tools.env }, logs);
    await runStep({ title: 'Building', log: 'build', command: [...tools.npm, 'run', 'build:here'], cwd: root, env: tools.env }, logs);
    markBuilt(root, state);
  }
  return tools;
}

/**
 * Brings Node 24 and the packages of the platform and of the plugin.
 * @param {string} root
 * @param {string} state
 * @returns {Promise<Tools>}
 */
export async function provide(root, state) {
  const logs = join(state, 'logs');
  const node = await findNode(root, logs);
  const env = environment(node);
  const plugin = join(root, 'grafana-app');
  const command = [...npm(node), 'ci'];
  if (!arePackagesInstalled(root)) await install({ title: 'Installing the platform', log: 'install', command, cwd: root, env }, logs);
  if (!arePackagesInstalled(plugin)) await install({ title: 'Installing the plugin', log: 'install-plugin', command, cwd: plugin, env }, logs);
  return { node, npm: npm(node), env };
}
