import { signCaller } from '#kit/caller';
import { callerKey, createCaller } from '../../fixture/platform.ts';
import { createCallerReader } from './callerReader.ts';

describe('createCallerReader', () => {
  it('gives back who was signed, and checks again after a while', async () => {
    let now = Date.now();
    const read = createCallerReader(callerKey, { now: () => new Date(now) });
    const caller = createCaller();
    const token = await signCaller(caller, callerKey);
    const first = await read(token);
    expect(first).toEqual(caller);
    expect(await read(token)).toBe(first);
    now += 10_000;
    expect(await read(token)).not.toBe(first);
  });

  it("refuses a signature that is not the platform's, each time", async () => {
    const read = createCallerReader(callerKey, { now: () => new Date() });
    const forged = await signCaller(createCaller(), new TextEncoder().encode('another key, which is long enough too'));
    await expect(read(forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(read(forged)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
