import { migrateDatabase } from '#prisma/migrate';
import { join } from 'node:path';
import { readConfig, requireConfig } from './config.ts';
import { root } from './root.ts';

/** `node build/migrate.js`: brings the database at DATABASE_OWNER_URL to the present schema. */
const { DATABASE_OWNER_URL } = requireConfig(readConfig(process.env), 'DATABASE_OWNER_URL');
const applied = await migrateDatabase(DATABASE_OWNER_URL, join(root, 'prisma'));
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
