import type { PluginSettings } from './openSettings.ts';
import type { PluginManifest } from './readPlugin.ts';

/** What `GET /api/plugins/<id>/settings` answers: the manifest, the settings without their secrets, and where the code is. */
export function describePlugin(plugin: PluginManifest, settings: PluginSettings) {
  const baseUrl = `public/plugins/${plugin.id}`;
  const { logos } = plugin.info;
  return {
    ...plugin,
    info: {
      links: [],
      screenshots: [],
      ...plugin.info,
      logos: { small: `${baseUrl}/${logos.small}`, large: `${baseUrl}/${logos.large}` },
    },
    enabled: settings.enabled,
    pinned: settings.pinned,
    module: `${baseUrl}/module.js`,
    baseUrl,
    jsonData: settings.jsonData,
    secureJsonFields: Object.fromEntries(
      Object.entries(settings.secureJsonData).map(([name, secret]) => [name, secret !== ''])
    ),
    signature: 'unsigned',
    loadingStrategy: 'script',
    translations: Object.fromEntries(
      (plugin.languages ?? []).map((language) => [language, `${baseUrl}/locales/${language}/${plugin.id}.json`])
    ),
  };
}
