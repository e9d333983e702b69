import { verifyCaller } from '#kit/caller';
import { callerKey, createCaller } from '../../fixture/platform.ts';
import { createCallerSigner } from './callerSigner.ts';

describe('createCallerSigner', () => {
  it('signs a caller once in 30 s, and each caller apart', async () => {
    let now = Date.now();
    const sign = createCallerSigner(callerKey, { now: () => new Date(now) });
    const caller = createCaller();
    const first = sign(caller);
    expect(sign({ ...caller })).toBe(first);
    expect(await verifyCaller(await first, callerKey)).toEqual(caller);

    const lessRights = { ...caller, permissions: [] };
    expect(await verifyCaller(await sign(lessRights), callerKey)).toEqual(lessRights);
    now += 30_000;
    expect(sign(caller)).not.toBe(first);
  });
});
