import type { EventPayload } from '#contracts/events';
import type { Labels } from '#contracts/words';
import { type Platform, systemActor, transact } from '#kit/transact';
import type { Alert } from '#prisma/generated/client';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { alertFacts } from '../ingest/nextAlert.ts';
import { type CandidateRule, matchRule, type RuleMatch } from './matchRule.ts';
import { type StoredMatch, writeMatches } from './writeMatches.ts';

/** Most alerts of one transaction and of one event. */
const batchSize = 500;

/** Follows `alerts.changed`: finds the rule of each alert. */
export async function matchChangedAlerts(platform: Platform, tenantId: string, changes: readonly EventPayload<'alerts.changed'>[]): Promise<void> {
  const ids = [...new Set(changes.flatMap(({ alerts }) => alerts.map(({ id }) => id)))];
  for (let from = 0; from < ids.length; from += batchSize) {
    await transact(platform, systemActor(tenantId), async (unit) => {
      await match(unit, await unit.db.alert.findMany({ where: { id: { in: ids.slice(from, from + batchSize) } } }));
    });
  }
}

/** Follows `rules.synced`: finds the rule anew for every alert that bears the name of one of these rules. */
export async function matchAlertsOfRules(platform: Platform, tenantId: string, { rules }: EventPayload<'rules.synced'>): Promise<void> {
  const names = [...new Set(rules.map(({ name }) => name))];
  let after: string | null = null;
  do {
    after = await transact(platform, systemActor(tenantId), async (unit): Promise<string | null> => {
      const ids = await alertsNamed(unit.db, names, after);
      await match(unit, await unit.db.alert.findMany({ where: { id: { in: ids } } }));
      return ids.length < batchSize ? null : (ids.at(-1) ?? null);
    });
  } while (after !== null);
}

/** Ids of the next alerts that carry one of these names, in their order. */
async function alertsNamed(db: IncidentsDb, names: readonly string[], after: string | null): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM alert WHERE labels->>'alertname' = ANY(${[...names]}::text[]) AND (${after}::uuid IS NULL OR id > ${after}::uuid)
    ORDER BY id LIMIT ${batchSize}::int`;
  return rows.map(({ id }) => id);
}

/** Decides for each alert, stores what is new, and tells of alerts that came without an expression and have another one now than before. */
async function match(unit: IncidentsUnit, alerts: readonly Alert[]): Promise<void> {
  const { db, now } = unit;
  const [candidates, before] = [await readCandidates(db, alerts), await readMatches(db, alerts)];
  const decided = alerts.map((alert) => {
    const { rule, decision } = matchRule({ ...alert, labels: alert.labels as Labels }, candidates.get(nameOf(alert)) ?? []);
    return { alert, rule, decision, known: before.get(alert.id) };
  });
  await writeMatches(db, decided.filter(isNews).map(storedMatch), now);

  const told = decided.filter(({ alert, rule, known }) => alert.expression === null && rule !== null && rule.query !== known?.query);
  if (told.length > 0) {
    const facts = told.map(({ alert, rule }) => alertFacts({ ...alert, labels: alert.labels as Labels, expression: rule?.query ?? null }));
    unit.emit('rules.matched', { at: now.toISOString(), alerts: facts });
  }
  unit.signal(
    'alert',
    decided.filter(({ rule, known }) => rule?.query !== known?.query).map(({ alert }) => alert.id),
  );
}

type Known = { ruleId: string | null; reason: string; query: string | undefined };
type Decided = RuleMatch & { alert: Alert; known: Known | undefined };

function isNews({ rule, decision, known }: Decided): boolean {
  if (known === undefined) return decision.reason !== 'no_rule_of_this_name';
  return known.ruleId !== (rule?.id ?? null) || known.reason !== decision.reason;
}

function storedMatch({ alert, rule, decision }: Decided): StoredMatch {
  return { alertId: alert.id, ruleId: rule?.id ?? null, decision };
}

const nameOf = ({ labels }: Alert): string => (labels as Labels)['alertname'] ?? '';

/** The rules of the alerts' names that their sources still have, by name, the oldest first. */
async function readCandidates(db: IncidentsDb, alerts: readonly Alert[]): Promise<Map<string, CandidateRule[]>> {
  const rules = await db.alertRule.findMany({
    where: { name: { in: [...new Set(alerts.map(nameOf))] }, goneAt: null },
    select: { id: true, name: true, query: true, labels: true, source: { select: { url: true } } },
    orderBy: { id: 'asc' },
  });
  const candidates = rules.map(({ source, labels, ...rule }) => ({ ...rule, labels: labels as Labels, url: source.url }));
  return Map.groupBy(candidates, ({ name }) => name);
}

async function readMatches(db: IncidentsDb, alerts: readonly Alert[]): Promise<Map<string, Known>> {
  const matches = await db.alertRuleMatch.findMany({
    where: { alertId: { in: alerts.map(({ id }) => id) } },
    select: { alertId: true, ruleId: true, reason: true, rule: { select: { query: true } } },
  });
  return new Map(matches.map(({ alertId, ruleId, reason, rule }) => [alertId, { ruleId, reason, query: rule?.query }]));
}
