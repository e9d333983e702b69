import { reloadOnce, type ReloadablePage } from './reloadOnce';

const missing = Object.assign(new Error('Loading chunk 12 failed.'), { name: 'ChunkLoadError' });

function tab() {
  const stored = new Map<string, string>();
  const page = {
    reloads: 0,
    guard: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
    reload: () => void (page.reloads += 1),
  };
  return page satisfies ReloadablePage;
}

async function settles(promise: Promise<unknown>) {
  return Promise.race([promise.then(() => true), new Promise((later) => setTimeout(() => later(false), 20))]);
}

describe('reloadOnce', () => {
  it('hands on what it loaded and never reloads', async () => {
    const page = tab();
    await expect(reloadOnce(async () => 'page', page)).resolves.toBe('page');
    expect(page.reloads).toBe(0);
  });

  it('reloads for a missing chunk and leaves the old page waiting', async () => {
    const page = tab();
    expect(await settles(reloadOnce(() => Promise.reject(missing), page))).toBe(false);
    expect(page.reloads).toBe(1);
  });

  it('throws the second time instead of reloading for ever', async () => {
    const page = tab();
    await settles(reloadOnce(() => Promise.reject(missing), page));
    await expect(reloadOnce(() => Promise.reject(missing), page)).rejects.toBe(missing);
    expect(page.reloads).toBe(1);
  });

  it('may reload again after a chunk did load', async () => {
    const page = tab();
    await settles(reloadOnce(() => Promise.reject(missing), page));
    await reloadOnce(async () => 'page', page);
    await settles(reloadOnce(() => Promise.reject(missing), page));
    expect(page.reloads).toBe(2);
  });

  it('leaves a fault in the code of the page to the error boundary', async () => {
    const page = tab();
    const fault = new TypeError('x is undefined');
    await expect(reloadOnce(() => Promise.reject(fault), page)).rejects.toBe(fault);
    expect(page.reloads).toBe(0);
  });
});
