import { createEmptyDatabase } from '#tests/database/createTestDatabase';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

const folder = join(import.meta.dirname, 'migrations');
const names = readdirSync(folder)
  .filter((name) => /^\d{14}_/.test(name))
  .sort();
/** The migration that made channels of any kind out of webhooks. */
const change = '20261127113200_channels';

test('channels and deliveries of an earlier release come along, although the role that migrates sees none of them', async () => {
  const database = await createEmptyDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  const app = new Client({ connectionString: database.appUrl });
  await owner.connect();
  try {
    for (const name of names.filter((each) => each < change)) await apply(owner, name);
    await app.connect();
    const tenant = '01980000-0000-7000-8000-000000000001';
    await app.query("SELECT set_config('app.tenant_id', $1, false)", [tenant]);
    await app.query("INSERT INTO tenant (id, slug, name) VALUES ($1, 'old', 'Old')", [tenant]);
    const { rows } = await app.query<{ id: string }>(
      "INSERT INTO channel (name, kind, url, secret) VALUES ('Pager', 'webhook', 'https://example.com/hook', 'v1.a.b.c') RETURNING id",
    );
    const channel = rows[0]?.id ?? '';
    const incident = '01980000-0000-7000-8000-000000000002';
    for (const event of ['opened', 'resolved']) {
      await app.query(`INSERT INTO delivery (incident_id, channel_id, event, body, created_at) VALUES ($1, $2, $3, '{"id":"x"}', now())`, [
        incident,
        channel,
        event,
      ]);
    }
    expect((await owner.query('SELECT FROM channel')).rowCount).toBe(0);

    for (const name of names.filter((each) => each >= change)) await apply(owner, name);
    expect((await app.query('SELECT kind, config, secrets FROM channel')).rows).toEqual([
      { kind: 'webhook', config: { url: 'https://example.com/hook' }, secrets: { secret: 'v1.a.b.c' } },
    ]);
    expect((await app.query('SELECT event, dedup_key, thread_key, body FROM delivery ORDER BY event')).rows).toEqual([
      { event: 'opened', dedup_key: `${incident}:${channel}:opened`, thread_key: `${channel}:`, body: { id: 'x' } },
      { event: 'resolved', dedup_key: `${incident}:${channel}:resolved`, thread_key: `${channel}:`, body: { id: 'x' } },
    ]);
  } finally {
    await app.end();
    await owner.end();
    await database.drop();
  }
});

async function apply(owner: Client, name: string): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
  await owner.query('COMMIT');
}
