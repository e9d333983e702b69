import type { AppPlugin, AppPluginMeta } from '@grafana/data';
import { addResourceBundle } from 'grafana-internal/i18n';

/** What the host answers for the plugin's settings. */
export interface InstalledApp extends AppPluginMeta {
  translations: Record<string, string>;
}

interface SystemPrototype {
  shouldFetch(url: string): boolean;
  resolve(id: string, parent?: string): string;
  import(id: string, parent?: string): Promise<Record<string, unknown>>;
}

/**
 * Teaches SystemJS what Grafana teaches it: scripts are loaded with script tags, so that a content security policy and their
 * integrity apply; addresses carry the plugin's version; CommonJS modules are unwrapped.
 */
export function prepareSystem(meta: InstalledApp): void {
  const prototype: SystemPrototype = Object.getPrototypeOf(System);
  const { resolve, import: load } = prototype;
  prototype.shouldFetch = (url) => !/\.js(\?|$)/.test(url);
  prototype.resolve = function (id, parent) {
    const url = resolve.call(this, id, parent);
    return url.startsWith('package:') || url.includes('_cache=') ? url : `${url}?_cache=${meta.info.version}`;
  };
  prototype.import = async function (id, parent) {
    const module = await load.call(this, id, parent);
    return module.__useDefault === true ? Object(module.default) : module;
  };
}

/** Loads the unmodified built plugin as Grafana does: translations first, then its module, then its meta. */
export async function importPlugin(meta: InstalledApp, language: string): Promise<AppPlugin> {
  const translations = meta.translations[language];
  if (translations !== undefined) {
    const texts = await System.import<{ default: Record<string, string> }>(`/${translations}`);
    addResourceBundle(language, meta.id, texts.default);
  }
  const { plugin } = await System.import<{ plugin: AppPlugin }>(`/${meta.module}`);
  plugin.init(meta);
  plugin.meta = meta;
  return plugin;
}
