import { asRecord } from './finding';

/** What a list of the gateway's `/readyz`, `[{ name, detail? }]`, says in words; nothing for what is no such list. */
export function partNames(parts: unknown): string[] {
  return (Array.isArray(parts) ? parts : []).map((part: unknown) => {
    const { name, detail } = asRecord(part);
    return typeof detail === 'string' ? `${String(name)} (${detail})` : String(name);
  });
}
