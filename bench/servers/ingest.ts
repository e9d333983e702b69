import { createDirectory } from '#identity/directory/createDirectory';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIncidents } from '#incidents/subgraph';
import { createIntegration } from '#incidents/integration/createIntegration';
import { createFolderStore } from '#kit/objects/createFolderStore';
import { createOutbound } from '#kit/outbound';
import { serve } from '#kit/serve';
import { systemActor } from '#kit/transact';
import { migrateDatabase } from '#prisma/migrate';
import { startPostgres } from '#run/embedded/postgres';
import { openPlatform } from '#run/platform';
import { readConfig } from '#run/config';
import { uuidv7 } from 'uuidv7';
import { ready } from './ready.ts';

/** What the bench asks of the intake: the token to post with, what it has stored, or to end and remove its database. */
export type IntakeRequest = 'token' | 'stored' | 'end';
export type Stored = { alerts: number; received: number; incidents: number };

/** The whole intake of one tenant, as `npm start` runs it: embedded PostgreSQL with its durable defaults, authentication, row-level security, jobs. */
const [prismaFolder = ''] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'bench-ingest-'));
const postgres = await startPostgres({ dir });
await migrateDatabase(postgres.ownerUrl, prismaFolder);
const opened = await openPlatform('bench', { ...readConfig({ LOG_LEVEL: 'warn' }), DATABASE_URL: postgres.appUrl }, true);
const outbound = createOutbound([]);
const objects = createFolderStore(join(dir, 'objects'));
const platform = {
  ...opened,
  outbound,
  objects,
  attachmentBytes: 0,
  secretKey: new Uint8Array(32),
  directory: createDirectory(),
  origin: () => null,
};
const incidents = createIncidents(platform);
await platform.queue.declare(incidents.tasks);

const tenantId = uuidv7();
await platform.database.inTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug: 'bench', name: 'Bench' } }));
const { token } = await createIntegration(platform, systemActor(tenantId), { name: 'Prometheus', source: 'PROMETHEUS' });
const server = await serve({ routes: incidents.routes, host: '127.0.0.1', port: 0, log: platform.log });

const answers: Record<IntakeRequest, () => Promise<object>> = {
  token: async () => ({ token }),
  stored: () =>
    platform.database.inTenant(tenantId, async (db): Promise<Stored> => {
      const { _count, _sum } = await db.alert.aggregate({ _count: true, _sum: { receivedCount: true } });
      return {
        alerts: _count,
        received: _sum.receivedCount ?? 0,
        incidents: await db.incident.count(),
      };
    }),
  async end() {
    await server.close();
    await outbound.close();
    await platform.close();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
    return {};
  },
};
process.on('message', ({ request }: { request: IntakeRequest }) => void answers[request]().then((answer) => process.send?.(answer)));
ready({ port: server.port, postgres: postgres.pid });
