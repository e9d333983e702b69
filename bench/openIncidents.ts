import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectory } from '#identity/directory/createDirectory';
import type { IncidentsPlatform } from '#incidents/context';
import { createFolderStore } from '#kit/objects/createFolderStore';
import { createOutbound } from '#kit/outbound';
import { migrateDatabase } from '#prisma/migrate';
import { readConfig } from '#run/config';
import { type EmbeddedPostgres, startPostgres } from '#run/embedded/postgres';
import { openPlatform } from '#run/platform';
import { root } from '#run/root';

/** What the incidents subgraph needs, over an empty database of its own; for what is measured below the gateway. */
export async function openIncidents(): Promise<{ postgres: EmbeddedPostgres; platform: IncidentsPlatform; close(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-incidents-'));
  const postgres = await startPostgres({ dir });
  await migrateDatabase(postgres.ownerUrl, join(root, 'prisma'));
  const opened = await openPlatform('bench', { ...readConfig({ LOG_LEVEL: 'warn' }), DATABASE_URL: postgres.appUrl }, true);
  const outbound = createOutbound([]);
  const objects = createFolderStore(join(dir, 'objects'));
  const rest = { outbound, objects, attachmentBytes: 0, secretKey: new Uint8Array(32), directory: createDirectory(), origin: () => null };
  return {
    postgres,
    platform: { ...opened, ...rest },
    async close() {
      await outbound.close();
      await opened.close();
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
