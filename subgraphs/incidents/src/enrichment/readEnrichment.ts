import type { IncidentsDb } from '../context.ts';
import { compileSavedRule } from './compileRule.ts';
import type { CompiledRule } from './enrich.ts';
import { type EnrichmentRule, savedRules } from './enrichmentRule.ts';
import { readTables } from '../lookupTable/readTables.ts';

/** Compiled rules by tenant, under the versions of the rules and the tables that they were made of. */
const compiled = new Map<string, { state: string; rules: readonly CompiledRule[] }>();
const mostCompiled = 200;

/**
 * The tenant's rules, compiled; undefined for a tenant that has none switched on. One statement for the state, and two more when it is not the
 * one in memory.
 */
export async function readEnrichment(db: IncidentsDb, tenantId: string): Promise<readonly CompiledRule[] | undefined> {
  const [found] = await db.$queryRaw<{ state: string }[]>`
    SELECT concat_ws(' ',
      (SELECT max(version) FROM enrichment_version WHERE tenant_id = ${tenantId}::uuid),
      (SELECT string_agg(id || ':' || revision, ' ' ORDER BY id) FROM lookup_table WHERE tenant_id = ${tenantId}::uuid)) AS state`;
  const state = found?.state ?? '';
  const known = compiled.get(tenantId);
  if (known?.state === state) return usable(known.rules);

  const rules = (await readRules(db)).rules.filter(({ enabled }) => enabled);
  const tables = rules.some(({ action }) => action.kind === 'look_up') ? await readTables(db) : new Map();
  const made = rules.map((rule) => compileSavedRule(rule, tables));
  compiled.delete(tenantId);
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value ?? '');
  compiled.set(tenantId, { state, rules: made });
  return usable(made);
}

function usable(rules: readonly CompiledRule[]): readonly CompiledRule[] | undefined {
  return rules.length === 0 ? undefined : rules;
}

/** The rules that are live, and their version: 0 and none before the first were saved. */
export async function readRules(db: IncidentsDb): Promise<{ version: number; rules: EnrichmentRule[] }> {
  const newest = await db.enrichmentVersion.findFirst({ orderBy: { version: 'desc' }, select: { version: true, rules: true } });
  return { version: newest?.version ?? 0, rules: newest ? savedRules.parse(newest.rules) : [] };
}
