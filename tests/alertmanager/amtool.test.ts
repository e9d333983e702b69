import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { describeWith } from '../servers/describeWith.ts';
import { ensure } from '../servers/ensure.ts';

const run = promisify(execFile);

describeWith(['amtool'], 'amtool against the platform', () => {
  let platform: TestIncidents;
  let sender: TestSender;
  const home = mkdtempSync(join(tmpdir(), 'amtool-'));
  beforeAll(async () => {
    ensure('amtool');
    platform = await openTestIncidents();
    sender = await platform.createSender('PROMETHEUS');
  }, 300_000);
  afterAll(async () => {
    await platform.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** With the platform's address and nothing else; no configuration of the machine's own. */
  async function amtool(...args: string[]): Promise<string> {
    const address = `--alertmanager.url=${platform.url}/ingest/prometheus/${sender.token}`;
    const { stdout } = await run('amtool', [address, ...args], { env: { ...process.env, HOME: home } });
    return stdout;
  }

  test('adds and queries alerts', async () => {
    await amtool('alert', 'add', 'alertname=DiskFull', 'job=node', 'instance=db-1', '--annotation=summary=full');
    await amtool('alert', 'add', 'alertname=Up', 'job=api');
    expect(await amtool('alert', 'query')).toMatch(/DiskFull[\s\S]*Up/);
    const found = JSON.parse(await amtool('alert', 'query', 'job=node', '-o', 'json'));
    expect(found).toMatchObject([
      { labels: { alertname: 'DiskFull', instance: 'db-1' }, annotations: { summary: 'full' }, status: { state: 'active' } },
    ]);
  });

  test('adds, queries, changes and expires silences', async () => {
    const id = (await amtool('silence', 'add', 'job=node', 'instance=~db-.+', '--comment=Cleaning', '--author=ada', '--duration=2h')).trim();
    expect(await amtool('silence', 'query')).toContain(id);
    expect(JSON.parse(await amtool('silence', 'query', '-o', 'json'))).toMatchObject([
      { id, comment: 'Cleaning', createdBy: 'ada', status: { state: 'active' } },
    ]);
    expect(JSON.parse(await amtool('alert', 'query', '-o', 'json'))).toMatchObject([{ labels: { alertname: 'Up' } }]);
    expect(JSON.parse(await amtool('alert', 'query', '--silenced', '-o', 'json'))).toMatchObject([
      { labels: { alertname: 'DiskFull' }, status: { state: 'suppressed', silencedBy: [id] } },
    ]);

    const updated = (await amtool('silence', 'update', '--duration=3h', '--comment=Still cleaning', id)).trim();
    expect(updated).toContain(id);
    await amtool('silence', 'expire', id);
    expect((await amtool('silence', 'query', '-q')).trim()).toBe('');
    expect(await amtool('silence', 'query', '--expired', '-q')).toContain(id);
  });

  test('shows the configuration, and the routes in it', async () => {
    expect(await amtool('config', 'show')).toContain('receiver: default');
    expect(await amtool('config', 'routes', 'test', 'job=node')).toContain('default');
    expect(await amtool('cluster', 'show')).toContain('disabled');
  });

  test('is told what is wrong', async () => {
    await expect(amtool('silence', 'expire', '00000000-0000-7000-8000-000000000000')).rejects.toThrow(/NOT_FOUND|404/);
  });
});
