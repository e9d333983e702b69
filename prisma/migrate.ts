import { PgBoss } from 'pg-boss';
import { Client } from 'pg';
import { migrationList, noFilter, openEngine } from './engine/openEngine.ts';

/** Name of the schema that holds the queue. */
const queueSchema = 'pgboss';

/**
 * Brings a database to the present schema: the SQL migrations by Prisma's engine (which keeps `_prisma_migrations`, so that
 * `prisma migrate deploy` and this can follow each other), then the queue's own tables, made by the owner and granted to
 * the application. Idempotent. Returns the names of the migrations that it applied.
 */
export async function migrateDatabase(ownerUrl: string, prismaFolder: string): Promise<string[]> {
  const { engine, close } = await openEngine(ownerUrl, prismaFolder);
  try {
    const migrationsList = await migrationList(prismaFolder);
    // Each migration is one transaction here, so one that failed, or whose process was killed, has left nothing behind and may run again.
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilter });
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
    await migrateQueue(ownerUrl);
    return appliedMigrationNames;
  } finally {
    await close();
  }
}

async function migrateQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: queueSchema, migrate: true, createSchema: true, supervise: false, schedule: false });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failures.length > 0) throw new Error('The queue could not be migrated.', { cause: failures[0] });

  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA ${queueSchema} TO sre_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO sre_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO sre_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO sre_app`);
  } finally {
    await client.end();
  }
}
