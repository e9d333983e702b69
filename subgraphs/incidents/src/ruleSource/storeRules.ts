import type { RuleFacts } from '#contracts/events';
import { uuidv7 } from 'uuidv7';
import type { IncidentsUnit } from '../context.ts';
import { planSync, type StoredRule } from './planSync.ts';
import type { SourceRule } from './sourceRule.ts';
import { writeRules } from './writeRules.ts';

/** Days that a rule is kept after its source lost it, for alerts that came from it. */
const daysGone = 30;

/** Most rules of one event. */
const batchSize = 500;

/** What storing changed: rules that appeared, and rules that are gone. */
export type Stored = { rules: number; appeared: number; gone: number };

/**
 * Puts the rules of a source, or of one of its files, in the place of those that were stored of it, and says by `rules.synced` which appeared and
 * which are gone.
 */
export async function storeRules(
  { db, now, emit }: IncidentsUnit,
  sourceId: string,
  told: readonly SourceRule[],
  within: { file?: string } = {},
): Promise<Stored> {
  const rows = await db.alertRule.findMany({
    where: { sourceId, ...within },
    select: { id: true, file: true, group: true, name: true, digest: true, query: true, goneAt: true },
  });
  const queries = new Map(rows.map(({ id, query }) => [id, query]));
  const { kept, appeared, gone } = planSync(told, rows.map(storedRule), uuidv7);

  await writeRules(db, sourceId, kept, now);
  await db.alertRule.updateMany({ where: { id: { in: gone.map(({ id }) => id) } }, data: { goneAt: now } });
  await db.alertRule.deleteMany({ where: { sourceId, goneAt: { lt: new Date(now.getTime() - daysGone * 86_400_000) } } });

  const changes: RuleFacts[] = [
    ...kept.filter(({ id }) => appeared.has(id)).map(({ id, name, query }) => ({ id, name, expression: query, isGone: false })),
    ...gone.map(({ id, name }) => ({ id, name, expression: queries.get(id) ?? '', isGone: true })),
  ];
  for (let at = 0; at < changes.length; at += batchSize) emit('rules.synced', { at: now.toISOString(), rules: changes.slice(at, at + batchSize) });
  return { rules: kept.length, appeared: appeared.size, gone: gone.length };
}

function storedRule({ goneAt, query: _, ...rule }: Omit<StoredRule, 'isGone'> & { query: string; goneAt: Date | null }): StoredRule {
  return { ...rule, isGone: goneAt !== null };
}
