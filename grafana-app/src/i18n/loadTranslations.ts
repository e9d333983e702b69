import { initPluginTranslations } from '@grafana/i18n';
import pluginJson from '../plugin.json';

let loaded: Promise<unknown> | undefined;

/** Prepares the app's translations, once for however many of its parts are shown. Nothing may call `t` before this resolves. */
export function loadTranslations(): Promise<unknown> {
  loaded ??= initPluginTranslations(pluginJson.id);
  return loaded;
}
