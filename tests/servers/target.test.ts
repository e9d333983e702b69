import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from './describeWith.ts';
import { startNodeExporter } from './nodeExporter.ts';
import { mountSmallDisk, reasonNoDisk } from './smallDisk.ts';
import { startSshd } from './sshd.ts';

describeWith(['sshd'], 'sshd', () => {
  test('lets its key in, and is known by its own', async () => {
    const server = await startSshd();
    const dir = mkdtempSync(join(tmpdir(), 'ssh-'));
    try {
      writeFileSync(join(dir, 'key'), server.privateKey, { mode: 0o600 });
      writeFileSync(join(dir, 'known'), `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
      const options = ['-o', `UserKnownHostsFile=${join(dir, 'known')}`, '-o', 'StrictHostKeyChecking=yes', '-o', 'BatchMode=yes'];
      const said = execFileSync('ssh', [
        '-F',
        'none',
        '-i',
        join(dir, 'key'),
        ...options,
        '-p',
        String(server.port),
        `${server.user}@127.0.0.1`,
        'echo $((6 * 7))',
      ]);
      expect(String(said)).toBe('42\n');
    } finally {
      rmSync(dir, { recursive: true, force: true });
      await server.stop();
    }
  });
});

describeWith(['node-exporter'], reasonNoDisk === undefined ? 'node_exporter' : `node_exporter [${reasonNoDisk}]`, () => {
  (reasonNoDisk === undefined || process.env['CI'] === 'true' ? test : test.skip)('tells how full a disk is', async () => {
    const [exporter, disk] = [await startNodeExporter(), mountSmallDisk(4)];
    const free = async (): Promise<number> => {
      const metrics = await (await fetch(`${exporter.url}/metrics`)).text();
      const line = metrics.split('\n').find((text) => text.startsWith('node_filesystem_avail_bytes') && text.includes(`mountpoint="${disk.path}"`));
      return Number(line?.split(' ').at(-1));
    };
    try {
      expect(await free()).toBe(4 * 1024 * 1024);
      writeFileSync(join(disk.path, 'log'), Buffer.alloc(3 * 1024 * 1024));
      expect(await free()).toBe(1024 * 1024);
    } finally {
      await disk.remove();
      await exporter.stop();
    }
  });
});
