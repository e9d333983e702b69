import { defineConfig } from 'prisma/config';

/** For `prisma migrate deploy` and `prisma generate`; the platform itself migrates by prisma/migrate.ts. */
export default defineConfig({
  schema: 'schema',
  migrations: { path: 'migrations' },
  datasource: { url: process.env['DATABASE_OWNER_URL'] ?? '' },
});
