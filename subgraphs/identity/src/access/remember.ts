import type { Clock } from '#kit/clock';

/** Values for a short time, by key. */
export type Memory<Value> = {
  /** The remembered value, or what `load` gives; concurrent callers share one load. A failed load is not remembered. */
  get(key: string, load: () => Promise<Value>): Promise<Value>;
};

/** Most entries of one memory; the oldest are let go first. */
const capacity = 10_000;

/** A memory of this process that forgets each value `forMs` after it was loaded. */
export function remember<Value>(clock: Clock, forMs: number): Memory<Value> {
  const entries = new Map<string, { value: Promise<Value>; until: number }>();
  return {
    get(key, load) {
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && now < known.until) return known.value;

      const entry = { value: load(), until: now + forMs };
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.keys().next();
      if (entries.size > capacity && !oldest.done) entries.delete(oldest.value);
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
  };
}
