import { config } from '@grafana/runtime';
import { asRecord } from '../api/errors';

/** What was written and not saved. */
export interface KeptDraft<Draft> {
  draft: Draft;
  /** The version that it began with; null for something new. */
  version: number | null;
  /** When it was last changed, in milliseconds since 1970. */
  at: number;
}

/**
 * Drafts live in the tab's own storage: they outlast going elsewhere, loading the page again and a tab that is opened again, two tabs do not write over each
 * other, and what was typed, perhaps a token in a header, does not stay in the browser for good. Another person in the same tab does not see them.
 */
const keyOf = (name: string) =>
  `sre-platform:draft:1:${config.bootData?.user?.orgId ?? 0}:${config.bootData?.user?.id ?? 0}:${name}`;

export function keepDraft<Draft>(name: string, kept: KeptDraft<Draft>): void {
  try {
    window.sessionStorage.setItem(keyOf(name), JSON.stringify(kept));
  } catch {
    // A full or forbidden storage keeps nothing; leaving is warned of all the same.
  }
}

export function forgetDraft(name: string): void {
  window.sessionStorage.removeItem(keyOf(name));
}

/** @param read what was kept as a draft of today, or undefined when it is none. */
export function findDraft<Draft>(
  name: string,
  read: (value: unknown) => Draft | undefined
): KeptDraft<Draft> | undefined {
  try {
    const { draft, version, at } = asRecord(JSON.parse(window.sessionStorage.getItem(keyOf(name)) ?? 'null'));
    const found = read(draft);
    return found === undefined || typeof at !== 'number'
      ? undefined
      : { draft: found, version: typeof version === 'number' ? version : null, at };
  } catch {
    return undefined;
  }
}
