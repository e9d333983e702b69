import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startPostgres } from './postgres.ts';
import { readPostmaster } from './postgres/takeOver.ts';
import { startOf } from './processes.ts';

const isRoot = process.getuid?.() === 0;
const undo: (() => void | Promise<void>)[] = [];
let made: string;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
  chmodSync(made, 0o755);
  const server = await startPostgres({ dir: made });
  await ask(server.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await server.stop();
});

afterAll(() => rmSync(made, { recursive: true }));

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A state folder that the server's own account can reach, with whatever place it led to, removed after the test. */
function stateFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
  chmodSync(dir, 0o755);
  undo.push(() => {
    const entry = join(dir, 'postgres');
    if (lstatSync(entry, { throwIfNoEntry: false }) !== undefined) rmSync(realpathSync(entry), { recursive: true });
    rmSync(dir, { recursive: true });
  });
  return dir;
}

/** A state folder with a stopped server's cluster in it, which holds the table `kept`: a copy, since making one takes a second. */
function usedFolder(): string {
  const dir = stateFolder();
  execFileSync('cp', ['-a', join(made, 'postgres'), dir]);
  return dir;
}

async function started(dir: string, port?: number): Promise<EmbeddedPostgres> {
  const server = await startPostgres(port === undefined ? { dir } : { dir, port });
  undo.push(() => server.stop());
  return server;
}

async function ask(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that runs the server on `dir` and is there to be killed. */
async function runElsewhere(dir: string, account?: { uid: number; gid: number }): Promise<{ child: ChildProcess; server: number; ownerUrl: string }> {
  const program = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))};
    const server = await startPostgres({ dir: process.argv[1] });
    console.log(JSON.stringify({ server: server.pid, ownerUrl: server.ownerUrl }));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, dir], { stdio: ['ignore', 'pipe', 'inherit'], ...account });
  undo.push(() => {
    child.kill('SIGKILL');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { server: number; ownerUrl: string }) };
}

describe('the first start', () => {
  test('gives two roles, the owner of the database and one that row-level security binds', async () => {
    const server = await started(stateFolder());
    const roles =
      'SELECT current_user AS who, rolsuper, rolbypassrls, rolcreaterole, pg_get_userbyid(datdba) AS owner FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()';
    expect(await ask(server.ownerUrl, roles)).toEqual([
      { who: 'sre_owner', rolsuper: false, rolbypassrls: false, rolcreaterole: true, owner: 'sre_owner' },
    ]);
    expect(await ask(server.appUrl, roles)).toEqual([
      { who: 'sre_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, owner: 'sre_owner' },
    ]);
    await expect(ask(server.appUrl, 'CREATE TABLE t (id int)')).rejects.toThrow('permission denied for schema public');
  });

  test('keeps commits safe and sorts by code point, in UTF-8', async () => {
    const server = await started(usedFolder());
    const [row] = await ask(
      server.ownerUrl,
      "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale, 'B' < 'a' AS sorted FROM pg_database WHERE datname = current_database()",
    );
    expect(row).toEqual({ fsync: 'on', commit: 'on', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', sorted: true });
  });

  test('closes the files to others and refuses a wrong password', async () => {
    const dir = usedFolder();
    const server = await started(dir);
    expect(statSync(join(dir, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'postgres', 'credentials.json')).mode & 0o777).toBe(0o600);
    await expect(ask(`postgresql://sre_app:guess@127.0.0.1:${server.port}/sre`, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('throws away what an interrupted first start left', async () => {
    const dir = usedFolder();
    const place = realpathSync(join(dir, 'postgres'));
    rmSync(join(place, 'cluster'), { recursive: true });
    mkdirSync(join(place, 'cluster.making'));
    writeFileSync(join(place, 'cluster.making', 'PG_VERSION'), '18\n');
    const server = await started(dir);
    expect(await ask(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a later start', () => {
  test('finds the data again, in well under a second', async () => {
    const dir = usedFolder();
    const before = performance.now();
    const server = await started(dir);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(await ask(server.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('stops the server that a killed run left, and keeps what was committed', async () => {
    const dir = usedFolder();
    const killed = await runElsewhere(dir);
    await ask(killed.ownerUrl, 'CREATE TABLE late AS SELECT 43 AS answer');
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect(startOf(killed.server)).not.toBe('');
    const server = await started(dir);
    expect(startOf(killed.server)).toBe('');
    expect(await ask(server.ownerUrl, 'SELECT answer FROM late')).toEqual([{ answer: 43 }]);
  });

  test('recovers when the server was killed too', async () => {
    const dir = usedFolder();
    const killed = await runElsewhere(dir);
    await ask(killed.ownerUrl, 'CREATE TABLE late AS SELECT 43 AS answer');
    killed.child.kill('SIGKILL');
    process.kill(killed.server, 'SIGKILL');
    const server = await started(dir);
    expect(await ask(server.ownerUrl, 'SELECT answer FROM late')).toEqual([{ answer: 43 }]);
  });

  test("is not held up by a file whose id is another program's now", async () => {
    const dir = usedFolder();
    const file = join(dir, 'postgres', 'cluster', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(dir, 'postgres', 'cluster')}\n0\n1\n\n127.0.0.1\n\nready\n`);
    if (isRoot) chownSync(file, statSync(join(dir, 'postgres')).uid, statSync(join(dir, 'postgres')).gid);
    const server = await started(dir);
    expect(readPostmaster(join(dir, 'postgres', 'cluster'))?.pid).toBe(server.pid);
  });

  test('names lost passwords instead of making a second database', async () => {
    const dir = usedFolder();
    rmSync(join(dir, 'postgres', 'credentials.json'));
    await expect(startPostgres({ dir })).rejects.toMatchObject({ refusal: 'STATE_UNUSABLE', message: expect.stringContaining('passwords') });
  });
});

describe('what stands in the way gets one sentence', () => {
  test('a taken port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    undo.push(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    await expect(startPostgres({ dir: usedFolder(), port })).rejects.toMatchObject({ refusal: 'PORT_TAKEN' });
  });

  test('a state folder that cannot be one', async () => {
    const dir = stateFolder();
    writeFileSync(join(dir, 'file'), '');
    await expect(startPostgres({ dir: join(dir, 'file', 'state') })).rejects.toMatchObject({ refusal: 'UNWRITABLE' });
  });
});

test('stop waits until the server has ended, and the end is told', async () => {
  const server = await startPostgres({ dir: usedFolder() });
  const idle = new pg.Client(server.appUrl);
  idle.on('error', () => undefined);
  await idle.connect();
  await server.stop();
  await server.ended;
  expect(startOf(server.pid)).toBe('');
});

// Only root can lay out folders of other owners and become another user; a plain user runs all of the above as itself.
if (isRoot) {
  describeAsRoot();
}

function describeAsRoot(): void {
  test('the server runs under another account', async () => {
    const server = await started(usedFolder());
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    expect(Number(/^Uid:\t(\d+)/m.exec(status)?.[1])).toBeGreaterThan(0);
  });

  test('a closed state folder is opened for passing, and keeps its database', async () => {
    const dir = stateFolder();
    chmodSync(dir, 0o700);
    await started(dir);
    expect(lstatSync(join(dir, 'postgres')).isDirectory()).toBe(true);
    expect(statSync(dir).mode & 0o777).toBe(0o711);
  });

  test('a state folder below a closed one keeps its database outside, behind a link', async () => {
    const closed = stateFolder();
    chmodSync(closed, 0o700);
    const dir = join(closed, 'state');
    mkdirSync(dir);
    undo.push(() => rmSync(readlinkSync(join(dir, 'postgres')), { recursive: true }));
    const first = await startPostgres({ dir });
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(readlinkSync(join(dir, 'postgres'))).toMatch(/^\/var\/lib\/sre-platform\/[0-9a-f]{12}$/);
    const second = await started(dir);
    expect(await ask(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  // A small disk is a mount, which containers often refuse even to root; `explainLog` has a test of its own.
  if (spawnSync('unshare', ['--mount', 'true']).status === 0) {
    test('a full disk is named', async () => {
      const dir = stateFolder();
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', dir], { encoding: 'utf8' });
      expect(mounted.stderr).toBe('');
      undo.push(() => void spawnSync('umount', [dir]));
      await expect(startPostgres({ dir })).rejects.toMatchObject({ refusal: 'DISK_FULL' });
    });
  }

  test('a plain user needs no account of its own', async () => {
    const dir = stateFolder();
    const nobody = { uid: 65534, gid: 65534 };
    chownSync(dir, nobody.uid, nobody.gid);
    const running = await runElsewhere(dir, nobody);
    expect(statSync(join(dir, 'postgres')).uid).toBe(nobody.uid);
    expect(await ask(running.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    process.kill(running.server, 'SIGINT');
  });
}
