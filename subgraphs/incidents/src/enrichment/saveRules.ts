import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { readTables } from '../lookupTable/readTables.ts';
import { requireRules } from './checkRules.ts';
import type { EnrichmentRule, RuleDraft } from './enrichmentRule.ts';
import { readRules } from './readEnrichment.ts';

const noteShape = z.string().trim().max(2_000).nullable();

/** `expectedVersion` is the version that the draft was made from. */
export type Saving = { rules: unknown; expectedVersion: number; note?: string | null };

/**
 * Puts a draft in the place of the live rules, and keeps it as a version. CONFLICT when somebody else saved since the draft was begun, BAD_USER_INPUT with
 * the rules that make no sense, NOT_FOUND for an integration or a rule that is not there. Senders are judged by it within ten seconds.
 */
export async function saveRules(
  platform: Platform,
  actor: Actor,
  { rules, expectedVersion, note }: Saving,
): Promise<{ version: number; rules: EnrichmentRule[] }> {
  const noted = noteShape.safeParse(note ?? null);
  if (!noted.success) throw new AppError('BAD_USER_INPUT', 'The note is longer than 2,000 characters.');
  const { tenantId, personId } = actor;
  return transact(platform, actor, async ({ db, now, audit }) => {
    await lockRules(db, tenantId);
    const drafts = requireRules(rules, await readTables(db));
    const live = await readRules(db);
    if (expectedVersion !== live.version) {
      throw new AppError(
        'CONFLICT',
        `The rules were saved by somebody else: version ${live.version} is live, this draft began at ${expectedVersion}.`,
      );
    }
    await requireIntegrations(db, drafts);
    await requireOwnIds(db, drafts, live.rules);

    const version = live.version + 1;
    const saved = drafts.map((rule): EnrichmentRule => ({ ...rule, id: rule.id ?? uuidv7() }));
    await db.enrichmentVersion.create({
      data: { version, at: now, actorId: personId, note: noted.data || null, rules: saved, ruleCount: saved.length },
    });
    audit({
      action: 'enrichment.saved',
      subject: { kind: 'Enrichment', id: tenantId },
      before: { version: live.version },
      after: { version, note: noted.data, ...compareRules(live.rules, saved) },
    });
    return { version, rules: saved };
  });
}

/** Lets one change of a tenant's rules, or of the tables that they use, happen at a time, until its transaction ends. */
export async function lockRules(db: IncidentsDb, tenantId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.enrichment:${tenantId}`}, 0))`;
}

async function requireIntegrations(db: IncidentsDb, rules: readonly RuleDraft[]): Promise<void> {
  const ids = [...new Set(rules.flatMap(({ integrationId }) => integrationId ?? []))];
  const known = new Set((await db.integration.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `There is no integration with the id ${unknown}.`);
}

/** The id of a rule ties its versions together, and what it dropped: one that was not given here would be somebody else's. */
async function requireOwnIds(db: IncidentsDb, rules: readonly RuleDraft[], live: readonly EnrichmentRule[]): Promise<void> {
  const known = new Set(live.map(({ id }) => id));
  for (const id of rules.flatMap((rule) => rule.id ?? [])) {
    if (known.has(id)) continue;
    const past = await db.$queryRaw<
      { version: number }[]
    >`SELECT version FROM enrichment_version WHERE rules @> ${JSON.stringify([{ id }])}::jsonb LIMIT 1`;
    if (past.length === 0) throw new AppError('NOT_FOUND', `There is no rule with the id ${id}.`);
  }
}

/** Names only: the versions hold the rest. */
function compareRules(
  before: readonly EnrichmentRule[],
  after: readonly EnrichmentRule[],
): { added: string[]; removed: string[]; changed: string[] } {
  const old = new Map(before.map((rule) => [rule.id, JSON.stringify(rule)]));
  const ids = new Set(after.map(({ id }) => id));
  const named = (rules: readonly EnrichmentRule[]): string[] => rules.slice(0, 50).map(({ name }) => name);
  return {
    added: named(after.filter(({ id }) => !old.has(id))),
    removed: named(before.filter(({ id }) => !ids.has(id))),
    changed: named(after.filter((rule) => old.has(rule.id) && old.get(rule.id) !== JSON.stringify(rule))),
  };
}
