import { metricsOf } from '#graph/promql/metricsOf';
import type { IncidentsDb } from '../context.ts';
import type { KeptRule } from './planSync.ts';

/** Most rules of one statement. */
const batchSize = 500;

/** Inserts or updates rules of a source; what identifies a rule never changes. */
export async function writeRules(db: IncidentsDb, sourceId: string, rules: readonly KeptRule[], now: Date): Promise<void> {
  for (let at = 0; at < rules.length; at += batchSize) await writeBatch(db, sourceId, rules.slice(at, at + batchSize), now);
}

async function writeBatch(db: IncidentsDb, sourceId: string, rules: readonly KeptRule[], now: Date): Promise<void> {
  const column = <Value>(pick: (rule: KeptRule) => Value): Value[] => rules.map(pick);
  await db.$executeRaw`
    INSERT INTO alert_rule (id, source_id, file, group_name, name, digest, query, for_s, keep_firing_for_s, labels, annotations, metrics, health,
      last_error, state, last_evaluation, created_at, seen_at)
    SELECT id, ${sourceId}::uuid, file, group_name, name, digest, query, for_s, keep_firing_for_s, labels::jsonb, annotations::jsonb,
      ARRAY(SELECT jsonb_array_elements_text(metrics::jsonb)), health::"RuleHealth", last_error, state::"RuleState", last_evaluation, ${now}, ${now}
    FROM unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ file }) => file)}::text[],
      ${column(({ group }) => group)}::text[],
      ${column(({ name }) => name)}::text[],
      ${column(({ digest }) => digest)}::text[],
      ${column(({ query }) => query)}::text[],
      ${column(({ forS }) => forS)}::float8[],
      ${column(({ keepFiringForS }) => keepFiringForS)}::float8[],
      ${column(({ labels }) => JSON.stringify(labels))}::text[],
      ${column(({ annotations }) => JSON.stringify(annotations))}::text[],
      ${column(({ query }) => JSON.stringify(metricsOf(query).metrics))}::text[],
      ${column(({ health }) => health)}::text[],
      ${column(({ lastError }) => lastError)}::text[],
      ${column(({ state }) => state)}::text[],
      ${column(({ lastEvaluation }) => lastEvaluation?.toISOString() ?? null)}::timestamptz[]
    ) AS r(id, file, group_name, name, digest, query, for_s, keep_firing_for_s, labels, annotations, metrics, health, last_error, state, last_evaluation)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      for_s = EXCLUDED.for_s, keep_firing_for_s = EXCLUDED.keep_firing_for_s, annotations = EXCLUDED.annotations, health = EXCLUDED.health,
      last_error = EXCLUDED.last_error, state = EXCLUDED.state, last_evaluation = EXCLUDED.last_evaluation, seen_at = EXCLUDED.seen_at, gone_at = NULL`;
}
