import type { Labels } from '#contracts/words';

/** Longest name or title that is kept; the labels keep the whole. */
export const longestName = 300;

/** What people call an alert: its label `alertname`, else its summary, else that it has no name. */
export function alertName(labels: Labels, annotations: Labels): string {
  const name = [labels['alertname'], annotations['summary']].map((text) => text?.trim()).find((text) => text !== undefined && text !== '');
  return shorten(name ?? 'unnamed alert');
}

/** Cuts by characters as people count them, so that no surrogate pair is torn. */
export function shorten(text: string): string {
  if (text.length <= longestName) return text;
  return `${Array.from(text)
    .slice(0, longestName - 1)
    .join('')}…`;
}
