import type { Labels } from '#contracts/words';
import { hash } from 'node:crypto';

/** Which alert this is when its source has a name for it: such a key means something to its sender only, while labels mean the same whoever sends them. */
export function fingerprintOfKey(senderId: string, key: string): string {
  return hash('sha256', JSON.stringify([senderId, key]));
}

/**
 * Which alert this is: SHA-256, in hex, over its sorted labels.
 *
 * Alertmanager's own `fingerprint` field is not used: Prometheus does not send one, and an alert must be the same alert through
 * both sources. `chosen` are the labels that an integration picked as identity; an alert that has none of them is known by all
 * of its labels, or else unrelated alerts would become one.
 */
export function fingerprint(labels: Labels, chosen: readonly string[] = []): string {
  const picked = chosen.filter((name) => Object.hasOwn(labels, name)).map((name) => [name, labels[name]] as const);
  const identity = picked.length > 0 ? picked : Object.entries(labels);
  return hash('sha256', JSON.stringify(identity.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}
