import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './codeOf.ts';

/** The settings of the app, with its secrets: for the plugin proxy, never for the page. */
export interface PluginSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

/** What the configuration page may post; fields left out stay as they are. */
export type SettingsChange = Partial<PluginSettings>;

export interface SettingsFile {
  read(): PluginSettings;
  /** Replaces `jsonData`, and of the secrets only those that are named, as Grafana does. */
  change(change: SettingsChange): Promise<void>;
}

/**
 * Opens the app's settings in the state folder. What the configuration page saves survives a restart, as long as the host is
 * started with the same gateway and secret; another start value wins over it, so that a page saved once cannot point
 * at a gateway of long ago.
 */
export async function openSettings(
  stateDir: string,
  start: { gatewayUrl: string; connectionSecret: string }
): Promise<SettingsFile> {
  const path = join(stateDir, 'plugin-settings.json');
  const startedWith = createHash('sha256').update(JSON.stringify(start)).digest('hex');
  const stored = await readStored(path);
  let settings: PluginSettings =
    stored?.startedWith === startedWith
      ? stored.settings
      : {
          enabled: true,
          pinned: true,
          jsonData: { gatewayUrl: start.gatewayUrl },
          secureJsonData: { connectionSecret: start.connectionSecret },
        };
  return {
    read: () => settings,
    async change(change) {
      const next = {
        ...settings,
        ...change,
        secureJsonData: { ...settings.secureJsonData, ...change.secureJsonData },
      };
      await writeFile(`${path}.new`, JSON.stringify({ startedWith, settings: next }), { mode: 0o600 });
      await rename(`${path}.new`, path);
      settings = next;
    },
  };
}

async function readStored(path: string): Promise<{ startedWith: string; settings: PluginSettings } | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
