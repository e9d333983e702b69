import type { Decision } from '#contracts/words';
import type { IncidentsDb } from '../context.ts';

/** Which rule an alert came from, with the decision. */
export type StoredMatch = { alertId: string; ruleId: string | null; decision: Decision };

/** Stores decisions; of alerts whose name no rule has, nothing is kept. */
export async function writeMatches(db: IncidentsDb, matches: readonly StoredMatch[], now: Date): Promise<void> {
  const [strangers, kept] = [matches.filter(isStranger), matches.filter((each) => !isStranger(each))];
  if (strangers.length > 0) await db.alertRuleMatch.deleteMany({ where: { alertId: { in: strangers.map(({ alertId }) => alertId) } } });
  if (kept.length === 0) return;
  await db.$executeRaw`
    INSERT INTO alert_rule_match (alert_id, rule_id, reason, facts, at)
    SELECT alert_id, rule_id, reason, facts::jsonb, ${now}
    FROM unnest(
      ${kept.map(({ alertId }) => alertId)}::uuid[],
      ${kept.map(({ ruleId }) => ruleId)}::uuid[],
      ${kept.map(({ decision }) => decision.reason)}::text[],
      ${kept.map(({ decision }) => JSON.stringify(decision.facts))}::text[]
    ) AS m(alert_id, rule_id, reason, facts)
    ORDER BY alert_id
    ON CONFLICT (tenant_id, alert_id) DO UPDATE SET rule_id = EXCLUDED.rule_id, reason = EXCLUDED.reason, facts = EXCLUDED.facts, at = EXCLUDED.at`;
}

const isStranger = ({ decision }: StoredMatch): boolean => decision.reason === 'no_rule_of_this_name';
