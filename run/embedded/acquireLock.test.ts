import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLock } from './acquireLock.ts';

let dir: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-'));
});

afterEach(() => {
  other?.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

/** Another process that holds the lock of `dir` until it is killed. */
async function holdElsewhere(): Promise<ChildProcess> {
  const program = `import { acquireLock } from ${JSON.stringify(join(import.meta.dirname, 'acquireLock.ts'))};
    acquireLock(process.argv[1]);
    console.log('held');
    setInterval(() => undefined, 1000);`;
  other = spawn(process.execPath, ['--input-type=module', '--eval', program, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (other.stdout !== null) await once(other.stdout, 'data');
  return other;
}

test('makes the folder, names the holder and gives the lock back', () => {
  const lock = acquireLock(join(dir, 'state'));
  expect(JSON.parse(readFileSync(lock.file, 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
  expect(existsSync(lock.file)).toBe(false);
});

test('refuses while another run is alive, and says which', async () => {
  const holder = await holdElsewhere();
  expect(() => acquireLock(dir)).toThrow(
    expect.objectContaining({ refusal: 'ALREADY_RUNNING', message: expect.stringContaining(`process ${holder.pid}`) }),
  );
});

test('takes over the lock of a run that was killed', async () => {
  const holder = await holdElsewhere();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(join(dir, 'lock'))).toBe(true);
  acquireLock(dir).release();
});

test('takes over a lock whose id belongs to another program by now', () => {
  writeFileSync(join(dir, 'lock'), `${JSON.stringify({ pid: process.pid, started: 'in another life' })}\n`);
  acquireLock(dir).release();
});

test('takes over a lock that was cut short', () => {
  writeFileSync(join(dir, 'lock'), '{"pid":1');
  acquireLock(dir).release();
});

test('does not remove a lock that is not its own any more', () => {
  const lock = acquireLock(dir);
  writeFileSync(lock.file, `${JSON.stringify({ pid: 1, started: 'later' })}\n`);
  lock.release();
  expect(existsSync(lock.file)).toBe(true);
});
