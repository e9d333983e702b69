import type { PluginSettings } from './openSettings.ts';

const PLACEHOLDER = /\{\{-?\s*\.(JsonData|SecureJsonData)\.([A-Za-z_]\w*)\s*-?\}\}/g;

/**
 * Fills the placeholders of a route's url or header from the app's settings. A missing setting comes out as Go's templates
 * write it: `<no value>` for plain settings, nothing for secrets.
 */
export function fillTemplate(template: string, settings: PluginSettings): string {
  return template.replace(PLACEHOLDER, (_all, source: 'JsonData' | 'SecureJsonData', name: string) =>
    source === 'SecureJsonData'
      ? (settings.secureJsonData[name] ?? '')
      : String(settings.jsonData[name] ?? '<no value>')
  );
}
