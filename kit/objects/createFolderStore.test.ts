import { describeStore } from '#tests/objects/storeContract';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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

  test('is swept of what a killed process left half written, and not of what is being written', async () => {
    const store = createFolderStore(dir);
    const [left, fresh] = [join(dir, '.unfinished', 'left'), join(dir, '.unfinished', 'fresh')];
    for (const path of [left, fresh]) writeFileSync(path, 'half');
    utimesSync(left, new Date('2026-01-01T08:00:00Z'), new Date('2026-01-01T08:00:00Z'));
    utimesSync(fresh, new Date('2026-01-01T09:30:00Z'), new Date('2026-01-01T09:30:00Z'));
    await expect(store.sweep(new Date('2026-01-01T09:00:00Z'))).resolves.toBe(1);
    expect([existsSync(left), existsSync(fresh)]).toEqual([false, true]);
    rmSync(fresh);
  });

  test('that was never written to has nothing to sweep', async () => {
    await expect(createFolderStore(join(dir, 'not', 'made')).sweep(new Date())).resolves.toBe(0);
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
