import { readFileSync } from 'node:fs';

/** A payload as the source sends it, as text. */
export function readSample(name: string): string {
  return readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8');
}
