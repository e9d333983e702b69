import { migrateDatabase } from '#prisma/migrate';
import { startPostgres } from '#run/embedded/postgres';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One PostgreSQL for a whole jest run, its database `sre` migrated: the template that each test file copies. */
export default async function globalSetup(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'sre-test-'));
  const postgres = await startPostgres({ dir, durable: false });
  await migrateDatabase(postgres.ownerUrl, join(import.meta.dirname, '..', '..', 'prisma'));
  process.env['TEST_OWNER_URL'] = postgres.ownerUrl;
  process.env['TEST_APP_URL'] = postgres.appUrl;
  Reflect.set(globalThis, 'stopTestPostgres', async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  });
}
