import type { IncidentsDb } from '../context.ts';
import { readFiring } from '../quiet/readFiring.ts';
import { armInhibition } from './findInhibiting.ts';
import { readRule } from './readInhibitor.ts';

/** An alert that is inhibited, and the one that does it. */
export type Inhibited = { alertId: string; sourceId: string };

/** What each of these rules inhibits now; the alerts are read once for all of them. */
export async function readInhibited(db: IncidentsDb, ids: readonly string[]): Promise<Inhibited[][]> {
  const rules = (await db.inhibitionRule.findMany({ where: { enabled: true, id: { in: [...ids] } } })).map(readRule);
  const firing = await readFiring(
    db,
    rules.flatMap(({ sourceMatchers, targetMatchers }) => [sourceMatchers, targetMatchers]),
  );
  const inhibitor = armInhibition(rules, firing);
  const found = firing.flatMap((alert) =>
    inhibitor.findInhibiting(alert).map(({ rule, source }) => ({ ruleId: rule.id, alertId: alert.id, sourceId: source.id })),
  );
  return ids.map((id) => found.filter(({ ruleId }) => ruleId === id));
}
