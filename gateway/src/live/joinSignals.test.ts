import { setTimeout as sleep } from 'node:timers/promises';
import type { NumberedSignal } from '#contracts/live';
import { createSignalJoiner, type SignalWindow } from './joinSignals.ts';

const tenantId = 'a';
const signal = (sequence: number, ids = [`id${sequence}`], type: NumberedSignal['type'] = 'incident'): NumberedSignal => ({
  tenantId,
  type,
  ids,
  sequence,
});

function setUp() {
  const windows: (SignalWindow & { at: number })[] = [];
  const startedAt = performance.now();
  const joiner = createSignalJoiner((window) => windows.push({ ...window, at: performance.now() - startedAt }));
  return { joiner, windows };
}

describe('createSignalJoiner', () => {
  it('gives a lone signal after about 100 ms', async () => {
    const { joiner, windows } = setUp();
    joiner.add(signal(7));
    await sleep(180);
    expect(windows).toEqual([{ tenantId, sequence: 7, hasGap: false, ids: new Map([['incident', new Set(['id7'])]]), at: expect.any(Number) }]);
    expect(windows[0]?.at).toBeGreaterThan(95);
    joiner.close();
  });

  it('joins a storm into windows of at most 250 ms, with each id once', async () => {
    const { joiner, windows } = setUp();
    for (let sequence = 1; sequence <= 20; sequence++) {
      joiner.add(signal(sequence, ['same', `id${sequence}`]));
      await sleep(20);
    }
    await sleep(200);
    expect(windows.length).toBeGreaterThanOrEqual(2);
    expect(windows.length).toBeLessThanOrEqual(4);
    const first = windows[0];
    expect(first?.at).toBeGreaterThan(200);
    expect([...(first?.ids.get('incident') ?? [])].filter((id) => id === 'same')).toHaveLength(1);
    expect(windows.at(-1)?.sequence).toBe(20);
    joiner.close();
  });

  it('notices numbers that do not follow each other, also over windows', async () => {
    const { joiner, windows } = setUp();
    joiner.add(signal(3));
    await sleep(130);
    joiner.add(signal(5));
    await sleep(130);
    joiner.add(signal(6));
    await sleep(130);
    joiner.add(signal(1));
    await sleep(130);
    expect(windows.map(({ hasGap }) => hasGap)).toEqual([false, true, false, true]);
    joiner.close();
  });

  it('keeps kinds and tenants apart', async () => {
    const { joiner, windows } = setUp();
    joiner.add(signal(1, ['i']));
    joiner.add(signal(2, ['a'], 'alert'));
    joiner.add({ ...signal(1, ['other']), tenantId: 'b' });
    await sleep(180);
    expect(windows.map(({ tenantId: of, ids }) => [of, [...ids.keys()]])).toEqual([
      ['a', ['incident', 'alert']],
      ['b', ['incident']],
    ]);
    joiner.close();
  });
});
