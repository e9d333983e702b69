import { describeStore } from '#tests/objects/storeContract';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore } from './createFolderStore.ts';

const dir = mkdtempSync(join(tmpdir(), 'objects-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a folder', () => {
  describeStore(() => createFolderStore(dir));

  test('keeps nothing unfinished', () => {
    expect(readdirSync(join(dir, '.unfinished'))).toEqual([]);
  });

  test('that cannot be made is said to be unavailable', async () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    const store = createFolderStore(join(file, 'below'));
    await expect(store.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const body = (async function* () {
      yield Buffer.from('x');
    })();
    await expect(store.put('a/b', body, 10)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfter: 10 });
  });
});
