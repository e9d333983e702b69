import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from './users.ts';

/** A page or link that the plugin adds to the navigation. */
export interface PluginInclude {
  type: string;
  name: string;
  path?: string;
  role?: Role;
  icon?: string;
  addToNav?: boolean;
  defaultNav?: boolean;
}

/** A route of the plugin proxy, as `plugin.json` declares it. */
export interface PluginRoute {
  path: string;
  method?: string;
  url: string;
  reqRole?: Role;
  headers?: ReadonlyArray<{ name: string; content: string }>;
}

/** What the host reads of a built plugin's `plugin.json`; the rest is handed to the page as it is. */
export interface PluginManifest {
  id: string;
  type: string;
  name: string;
  info: { version: string; description?: string; logos: { small: string; large: string } };
  includes?: readonly PluginInclude[];
  routes?: readonly PluginRoute[];
  languages?: readonly string[];
}

/**
 * Reads the manifest of the built plugin. It is read for each page, so that a rebuild shows without a restart, unlike Grafana's.
 * @throws when the plugin has not been built, or what is there is not an app plugin.
 */
export async function readPlugin(pluginDist: string): Promise<PluginManifest> {
  const path = join(pluginDist, 'plugin.json');
  const manifest: PluginManifest = JSON.parse(await readFile(path, 'utf8'));
  if (manifest.type !== 'app' || typeof manifest.id !== 'string') {
    throw new Error(`${path} does not describe an app plugin`);
  }
  return manifest;
}
