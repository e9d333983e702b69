import { createEmptyDatabase, createTestDatabase } from '#tests/database/createTestDatabase';
import { join } from 'node:path';
import { Client } from 'pg';
import { schemaScript } from './engine/schemaScript.ts';

/** What Prisma's schema language can say of a database, a line each. Partitions and what only the migrations know are beyond it. */
const catalogue = {
  columns: `SELECT table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  indexes: `SELECT indexname || ' ' || regexp_replace(indexdef, 'ON (ONLY )?public\\.', 'ON ') AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  constraints: `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f') AND conrelid <> '_prisma_migrations'::regclass`,
  enums: `SELECT typname || ' ' || string_agg(enumlabel, ' ' ORDER BY enumsortorder) AS line FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid WHERE typnamespace = 'public'::regnamespace GROUP BY typname`,
};

/** Made by hand in a migration: Prisma's schema language has no word for a partial index, for one that needs an extension, or for columns that an index only carries. */
const partialIndexes = [
  'incident_attachment_unfinished',
  'integration_name_taken',
  'payload_of_integration',
  'heartbeat_to_judge',
  'route_one_root',
  'incident_one_open_per_group',
  'alert_firing_of_incident',
  'alert_expiring',
  'alert_flapping',
  'incident_to_flush',
  'incident_to_wake',
  'incident_look_due',
  'incident_open',
  'alert_search_words',
  'incident_search_words',
  'rule_source_to_sync',
  'grafana_target_to_push',
  'bulk_item_waiting',
  'bulk_action_running',
  'route_replay_running',
  'deadline_to_watch',
  'silence_to_tell',
  'channel_name_taken',
  'notice_template_one_of_its_kind',
  'script_name_taken',
  'runner_name_taken',
  'runner_job_waiting',
  'runner_job_running',
  'runner_job_ended',
  'delivery_thread_opened',
  'delivery_held_by_breaker',
  'delivery_waiting_at',
  'delivery_told_at',
  'delivery_grouped',
  'delivery_groups_at',
  'schedule_to_look_at',
  'quiet_clock_due',
  'escalation_run_one_running',
  'escalation_run_due',
  'page_due',
  'audit_finding_open',
  'trigger_name_taken',
  'trigger_due',
  'playbook_name_taken',
  'run_due',
  'run_step_due',
];

test('the migrations make what the schema files say', async () => {
  const migrated = await createTestDatabase();
  const declared = await createEmptyDatabase();
  try {
    const script = await schemaScript(declared.ownerUrl, join(import.meta.dirname));
    await query(declared.ownerUrl, `CREATE TABLE _prisma_migrations (id int); ${script}`);
    for (const [what, sql] of Object.entries(catalogue)) {
      const lines = async (url: string) => (await query(url, sql)).map(({ line }) => line).sort();
      const present = (await lines(migrated.ownerUrl)).filter((line) => !partialIndexes.some((name) => line.startsWith(name)));
      expect({ [what]: present }).toEqual({ [what]: await lines(declared.ownerUrl) });
    }
  } finally {
    await migrated.drop();
    await declared.drop();
  }
});

async function query(url: string, sql: string): Promise<{ line: string }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ line: string }>(sql)).rows;
  } finally {
    await client.end();
  }
}
