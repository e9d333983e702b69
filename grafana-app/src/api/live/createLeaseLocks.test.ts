import { createLeaseLocks } from './createLeaseLocks';

const timings = { renew: 100, lease: 300 };

function storage() {
  const slots = new Map<string, string>();
  return {
    getItem: (key: string) => slots.get(key) ?? null,
    setItem: (key: string, value: string) => void slots.set(key, value),
    removeItem: (key: string) => void slots.delete(key),
  };
}

/** A holder that keeps the lock until it is told to let go. */
function holder() {
  const held = { is: false, release: () => {} };
  const hold = () =>
    new Promise<void>((released) => {
      held.is = true;
      held.release = () => {
        held.is = false;
        released();
      };
    });
  return { held, hold };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('locks over local storage', () => {
  it('are held by one at a time, and passed on when released', async () => {
    const shared = storage();
    const [a, b] = [holder(), holder()];
    const signal = new AbortController().signal;
    void createLeaseLocks(shared, 'a', Date.now, timings).request('lead', { signal }, a.hold);
    void createLeaseLocks(shared, 'b', Date.now, timings).request('lead', { signal }, b.hold);
    await jest.advanceTimersByTimeAsync(1_000);
    expect([a.held.is, b.held.is].filter(Boolean)).toHaveLength(1);
    const [first, second] = a.held.is ? [a, b] : [b, a];
    first.held.release();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(second.held.is).toBe(true);
    second.held.release();
  });

  it('pass to another when the holder is gone without a word', async () => {
    const shared = storage();
    shared.setItem('sre-platform-app.lock.lead', `${Date.now() + timings.lease} crashed-tab`);
    const b = holder();
    void createLeaseLocks(shared, 'b', Date.now, timings).request(
      'lead',
      { signal: new AbortController().signal },
      b.hold
    );
    await jest.advanceTimersByTimeAsync(timings.lease - timings.renew);
    expect(b.held.is).toBe(false);
    await jest.advanceTimersByTimeAsync(3 * timings.renew);
    expect(b.held.is).toBe(true);
    b.held.release();
  });

  it('can be given up while waiting', async () => {
    const shared = storage();
    shared.setItem('sre-platform-app.lock.lead', `${Date.now() + 1e9} other`);
    const leaving = new AbortController();
    const waiting = createLeaseLocks(shared, 'b', Date.now, timings).request(
      'lead',
      { signal: leaving.signal },
      holder().hold
    );
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(shared.getItem('sre-platform-app.lock.lead')).toContain('other');
  });
});
