import type { LiveSignal, NumberedSignal } from '#contracts/live';

/** The signals of one tenant that came close together, as one. */
export type SignalWindow = {
  tenantId: string;
  /** Number of the last signal. */
  sequence: number;
  /** Signals are missing before this window or in it. */
  hasGap: boolean;
  ids: ReadonlyMap<LiveSignal['type'], ReadonlySet<string>>;
};

export type SignalJoiner = {
  add(signal: NumberedSignal): void;
  /** Drops what is known of a tenant that nobody watches any more. */
  forget(tenantId: string): void;
  close(): void;
};

export const windowMs = { quiet: 100, longest: 250 } as const;

type Open = { firstAt: number; lastAt: number; sequence: number; hasGap: boolean; ids: Map<LiveSignal['type'], Set<string>>; timer: NodeJS.Timeout };

/**
 * Joins signals per tenant: a window closes 100 ms after its first signal, or, while more keep coming, when there was none for 100 ms, at the latest
 * after 250 ms. A lone change is quick and a storm costs four windows a second, however many signals it has.
 */
export function createSignalJoiner(emit: (window: SignalWindow) => void): SignalJoiner {
  const open = new Map<string, Open>();
  const heard = new Map<string, number>();

  function close(tenantId: string): void {
    const window = open.get(tenantId);
    if (!window) return;
    const now = performance.now();
    const dueAt = Math.min(window.lastAt + windowMs.quiet, window.firstAt + windowMs.longest);
    // Timers may fire a fraction early; less than a millisecond is not worth another.
    if (dueAt - now >= 1) {
      window.timer = setTimeout(() => close(tenantId), dueAt - now);
      return;
    }
    open.delete(tenantId);
    const { sequence, hasGap, ids } = window;
    emit({ tenantId, sequence, hasGap, ids });
  }

  return {
    add({ tenantId, type, ids, sequence }) {
      const now = performance.now();
      const before = heard.get(tenantId);
      heard.set(tenantId, sequence);
      let window = open.get(tenantId);
      if (!window) {
        const timer = setTimeout(() => close(tenantId), windowMs.quiet);
        window = { firstAt: now, lastAt: now, sequence, hasGap: false, ids: new Map(), timer };
        open.set(tenantId, window);
      }
      window.lastAt = now;
      window.sequence = sequence;
      // Numbers that start again (Redis lost its counter) are a gap too.
      window.hasGap ||= before !== undefined && sequence !== before + 1;
      const joined = window.ids.get(type) ?? new Set();
      for (const id of ids) joined.add(id);
      window.ids.set(type, joined);
    },
    forget(tenantId) {
      clearTimeout(open.get(tenantId)?.timer);
      open.delete(tenantId);
      heard.delete(tenantId);
    },
    close() {
      for (const { timer } of open.values()) clearTimeout(timer);
      open.clear();
      heard.clear();
    },
  };
}
