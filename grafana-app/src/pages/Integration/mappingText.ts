import { t } from '@grafana/i18n';

interface Draft {
  /** The settings to be kept; undefined while the text cannot be read. */
  settings?: { mapping?: unknown };
  problem?: string;
}

/** The mapping of an integration's settings as a text to be changed; empty when it has none. */
export function writeMapping(settings: unknown): string {
  const mapping =
    typeof settings === 'object' && settings !== null && 'mapping' in settings ? settings.mapping : undefined;
  return mapping === undefined ? '' : JSON.stringify(mapping, null, 2);
}

/** What a text says; an empty one says that there is no mapping. */
export function readDraft(text: string): Draft {
  if (text.trim() === '') {
    return { settings: {} };
  }
  try {
    return { settings: { mapping: JSON.parse(text) as unknown } };
  } catch {
    return { problem: t('mapping.notJson', 'This is no JSON yet') };
  }
}
