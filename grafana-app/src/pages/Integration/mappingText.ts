import { t } from '@grafana/i18n';
import type { TextPair } from '../../components/TextPairs/TextPairs';

/** Field -> its expression; labels and annotations have one that gives a map, or one for each name. */
export type Mapping = Record<string, string | Record<string, string>>;

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

/** The mapping as the form shows it; undefined for what the form has no place for, which only its text can mend. */
export function formOf(mapping: unknown = {}): Mapping | undefined {
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const isText = (value: unknown) => typeof value === 'string';
  const fits = (value: unknown) => isText(value) || (isObject(value) && Object.values(value).every(isText));
  return isObject(mapping) && Object.values(mapping).every(fits) ? (mapping as Mapping) : undefined;
}

/** A set of expressions as rows; one that gives a whole map is the row `...`. */
export function pairsOf(set: Mapping[string] | undefined): TextPair[] {
  return typeof set === 'string' ? [['...', set]] : Object.entries(set ?? {});
}

/** The rows as a set; those that are not named yet are left out. */
export function setOf(pairs: readonly TextPair[]): Record<string, string> | undefined {
  const named = pairs.filter(([name]) => name.trim() !== '');
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
