import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.ts';
import { startOf } from './processes.ts';
import { resetState } from './resetState.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'reset-'));
  chmodSync(dir, 0o755);
});

afterEach(() => rmSync(dir, { recursive: true }));

test('empties the folder but for lock and logs', async () => {
  mkdirSync(join(dir, 'logs'));
  for (const name of ['lock', 'dev.json']) writeFileSync(join(dir, name), '');
  await resetState(dir);
  expect(readdirSync(dir).sort()).toEqual(['lock', 'logs']);
});

test('stops a server that still runs there, and a new one starts empty', async () => {
  const left = await startPostgres({ dir });
  await resetState(dir);
  await left.ended;
  expect(startOf(left.pid)).toBe('');
  expect(existsSync(join(dir, 'postgres'))).toBe(false);
});

// Only root ever has its database outside of the state folder.
if (process.getuid?.() === 0) {
  test('empties the place outside too', async () => {
    const state = join(dir, 'state');
    mkdirSync(state);
    chmodSync(dir, 0o700);
    const server = await startPostgres({ dir: state });
    await server.stop();
    const place = realpathSync(join(state, 'postgres'));
    expect(place).toMatch(/^\/var\/lib\/sre-platform\//);
    await resetState(state);
    expect(existsSync(place)).toBe(false);
  });
}
