import { AppError } from '#kit/errors';
import type { ObjectStore } from '#kit/objects/objectStore';
import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

const mebibyte = 1024 * 1024;

/** A body of these many bytes in chunks of 64 KiB, with the hash that it should have. */
function bodyOf(bytes: number): { body: AsyncIterable<Uint8Array>; sha256: string } {
  const block = randomBytes(64 * 1024);
  const chunks = Array.from({ length: Math.ceil(bytes / block.length) }, (_, at) =>
    block.subarray(0, Math.min(block.length, bytes - at * block.length)),
  );
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return {
    sha256: hash.digest('hex'),
    body: (async function* () {
      yield* chunks;
    })(),
  };
}

async function readBack(store: ObjectStore, key: string): Promise<{ bytes: number; sha256: string } | null> {
  const stream = await store.get(key);
  if (stream === null) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** What every object store does, whatever stands behind it. */
export function describeStore(open: () => ObjectStore): void {
  const key = () => `${uuidv7()}/incidents/${uuidv7()}/${uuidv7()}`;

  test.each([0, 1, 100_000, 12 * mebibyte])('%i bytes come back as they went in, measured', async (bytes) => {
    const [store, at, { body, sha256 }] = [open(), key(), bodyOf(bytes)];
    expect(await store.put(at, body, 20 * mebibyte)).toEqual({ bytes, sha256 });
    expect(await readBack(store, at)).toEqual({ bytes, sha256 });
  });

  test('a body that is too large is refused and leaves nothing', async () => {
    const [store, at] = [open(), key()];
    await expect(store.put(at, bodyOf(7 * mebibyte).body, 6 * mebibyte)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    expect(await store.get(at)).toBeNull();
  });

  test('a body that breaks off leaves nothing, and what was there before stays', async () => {
    const [store, at, before] = [open(), key(), bodyOf(10)];
    const breaking = async function* () {
      yield randomBytes(6 * mebibyte);
      throw new AppError('TIMEOUT', 'The sender went away.');
    };
    await expect(store.put(at, breaking(), 20 * mebibyte)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await store.get(at)).toBeNull();
    await store.put(at, before.body, 100);
    await expect(store.put(at, breaking(), 20 * mebibyte)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await readBack(store, at)).toEqual({ bytes: 10, sha256: before.sha256 });
  });

  test('what is removed is gone, and removing it again is nothing', async () => {
    const [store, at] = [open(), key()];
    await store.put(at, bodyOf(10).body, 100);
    await store.remove(at);
    await store.remove(at);
    expect(await store.get(at)).toBeNull();
    await store.check();
  });

  test.each(['x', '../x/y', 'a/../b', 'a//b', '/a/b', 'a/.b', 'a/b c'])('%j is no key', async (bad) => {
    await expect(open().put(bad, bodyOf(1).body, 10)).rejects.toThrow('is no key');
  });
}
