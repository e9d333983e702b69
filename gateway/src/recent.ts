/** A map of at most `max` entries that forgets the one that was used longest ago. */
export type Recent<Value> = { get(key: string): Value | undefined; set(key: string, value: Value): void; delete(key: string): void };

export function createRecent<Value>(max: number): Recent<Value> {
  // A Map iterates in the order of insertion, so that the first key is the oldest once every use inserts anew.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > max) entries.delete(entries.keys().next().value ?? key);
    },
    delete: (key) => void entries.delete(key),
  };
}
