import type { Labels } from '#contracts/words';

/**
 * The fingerprint that Alertmanager and Prometheus give a set of labels: FNV-1a of 64 bits over the sorted names and values, each ended by the byte 255, in
 * 16 digits of hex (prometheus/common, model.LabelSet.Fingerprint). Its clients know alerts by it.
 */
export function alertmanagerFingerprint(labels: Labels): string {
  let hash = offset;
  const add = (byte: number): void => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  };
  for (const name of Object.keys(labels).toSorted(byBytes)) {
    for (const byte of Buffer.from(name)) add(byte);
    add(255);
    for (const byte of Buffer.from(labels[name] ?? '')) add(byte);
    add(255);
  }
  return hash.toString(16).padStart(16, '0');
}

const offset = 14695981039346656037n;
const prime = 1099511628211n;

/** Go sorts strings by their UTF-8 bytes. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
