import type { MatcherWords } from '../words/quiet';
import { paths } from './paths';

/** The address that opens the form for a silence of alerts with these labels. */
export function silenceAddress(labels: Record<string, string>): string {
  return `${paths.silences}?new=${encodeURIComponent(JSON.stringify(matchersOf(labels)))}`;
}

/** Matchers of alerts that have these labels. */
export function matchersOf(labels: Record<string, string>): MatcherWords[] {
  return Object.entries(labels).map(([name, value]) => ({ name, operator: 'EQUAL', value }));
}

/** The matchers that an address asks a new silence for; undefined when it asks for none. What cannot be read is an empty form. */
export function readNewSilence(params: URLSearchParams): MatcherWords[] | undefined {
  const text = params.get('new');
  if (text === null) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isMatcher) : [];
  } catch {
    return [];
  }
}

function isMatcher(value: unknown): value is MatcherWords {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'value' in value &&
    typeof value.value === 'string' &&
    'operator' in value &&
    ['EQUAL', 'NOT_EQUAL', 'MATCH', 'NOT_MATCH'].includes(String(value.operator))
  );
}
