import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '#incidents/ingest/fingerprint';
import { connectDatabase } from '#kit/tenant';
import { migrateDatabase } from '#prisma/migrate';
import { startPostgres } from '#run/embedded/postgres';
import { uuidv7 } from 'uuidv7';
import { ready } from './ready.ts';

/** What a straightforward service would do with alerts: for each, in a transaction of its own, an upsert and an event by Prisma, and nothing else. */
const [prismaFolder = ''] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'bench-upsert-'));
const postgres = await startPostgres({ dir });
await migrateDatabase(postgres.ownerUrl, prismaFolder);
const database = connectDatabase(postgres.appUrl);
const tenantId = uuidv7();
await database.inTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug: 'bench', name: 'Bench' } }));
const { id: integrationId } = await database.inTenant(tenantId, (db) =>
  db.integration.create({ data: { name: 'bench', source: 'PROMETHEUS', tokenHash: 'bench' } }),
);

type Pushed = { labels: Record<string, string>; annotations: Record<string, string>; startsAt: string };

async function store({ labels, annotations, startsAt }: Pushed): Promise<void> {
  const now = new Date();
  const key = fingerprint(labels);
  const words = { name: labels['alertname'] ?? '', status: 'FIRING', severity: 'MEDIUM', labels, annotations, integrationId } as const;
  await database.inTenant(tenantId, async (db) => {
    const { id } = await db.alert.upsert({
      where: { tenantId_fingerprint: { tenantId, fingerprint: key } },
      create: { fingerprint: key, ...words, startsAt: new Date(startsAt), firstReceivedAt: now, lastReceivedAt: now, changedAt: now },
      update: { ...words, lastReceivedAt: now, receivedCount: { increment: 1 } },
    });
    await db.alertEvent.create({ data: { at: now, alertId: id, payloadId: id, status: 'FIRING', reason: 'repeat', facts: {} } });
  });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const alerts = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Pushed[];
    Promise.all(alerts.map(store)).then(
      () => response.end('{}'),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
process.on('message', () => {
  server.closeAllConnections();
  void database
    .close()
    .then(() => postgres.stop())
    .then(() => {
      rmSync(dir, { recursive: true, force: true });
      process.send?.({});
    });
});
ready({ port: (server.address() as AddressInfo).port, postgres: postgres.pid });
