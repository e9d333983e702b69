import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export type TestDatabase = { ownerUrl: string; appUrl: string; drop(): Promise<void> };

/** A migrated database of its own for one test file, copied from the template in about 50 ms. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase('TEMPLATE sre STRATEGY FILE_COPY');

/** A database with nothing in it. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('TEMPLATE template0');

async function createDatabase(source: string): Promise<TestDatabase> {
  const template = new URL(setting('TEST_OWNER_URL'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(template.href, `CREATE DATABASE ${name} ${source}`);
  return {
    ownerUrl: withDatabase(template.href, name),
    appUrl: withDatabase(setting('TEST_APP_URL'), name),
    drop: () => drop(template.href, name),
  };
}

/** Autovacuum may be at work in the database: the owner may not end that, and it is over in a moment. */
async function drop(url: string, name: string, triesLeft = 50): Promise<void> {
  try {
    await asOwner(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } catch (error) {
    if (triesLeft === 0 || (error as { code?: string }).code !== notPermitted) throw error;
    await pause(100);
    await drop(url, name, triesLeft - 1);
  }
}

const notPermitted = '42501';

/** Runs SQL as the owner, outside row-level security's reach only where a policy says so. */
async function asOwner(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests through jest, whose global set-up starts PostgreSQL.`);
  return value;
}
