import type { TabLocks } from './messages';

/** The part of Storage that is used; all tabs of one origin see the same. */
export type LeaseStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Times in milliseconds: a holder that has not renewed its lease for `lease` is taken for gone. */
export const leaseTimings = { renew: 2_000, lease: 6_000 };

/**
 * Locks over local storage, for a Grafana served over plain HTTP, where browsers offer no Web Locks. They are weaker: two tabs
 * may believe for a moment that both lead, which costs a second stream for that moment and nothing else.
 */
export function createLeaseLocks(
  storage: LeaseStorage,
  owner: string,
  now: () => number,
  timings = leaseTimings
): TabLocks {
  return {
    async request(name, { signal }, hold) {
      const slot = `sre-platform-app.lock.${name}`;
      while (!signal.aborted) {
        const { holder, until } = readLease(storage.getItem(slot));
        if (holder === owner || until < now()) {
          write();
          // Another tab may have written in the same moment; the last writer wins, and the other sees it after this pause.
          await sleep(timings.renew / 10, signal);
          if (readLease(storage.getItem(slot)).holder === owner) {
            break;
          }
        }
        await sleep(timings.renew, signal);
      }
      if (signal.aborted) {
        release();
        throw new DOMException('The request was aborted.', 'AbortError');
      }
      const renewing = setInterval(write, timings.renew);
      try {
        await hold();
      } finally {
        clearInterval(renewing);
        release();
      }

      function release() {
        if (readLease(storage.getItem(slot)).holder === owner) {
          storage.removeItem(slot);
        }
      }
      function write() {
        storage.setItem(slot, `${now() + timings.lease} ${owner}`);
      }
    },
  };
}

function readLease(text: string | null): { holder: string; until: number } {
  const [until = '0', holder = ''] = (text ?? '').split(' ');
  return { holder, until: Number(until) };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((awake) => {
    const timer = setTimeout(awake, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), awake()), { once: true });
  });
}
