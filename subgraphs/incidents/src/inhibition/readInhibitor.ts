import { type Matcher, matchers } from '#contracts/matcher';
import type { InhibitionRule } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { readFiring } from '../quiet/readFiring.ts';
import { armInhibition, type Inhibition, type Inhibitor } from './findInhibiting.ts';

/** The tenant's rules that are switched on, with the alerts on their source sides. */
export async function readInhibitor(db: IncidentsDb): Promise<Inhibitor> {
  const rules = (await db.inhibitionRule.findMany({ where: { enabled: true }, orderBy: { id: 'asc' } })).map(readRule);
  if (rules.length === 0) return armInhibition([], []);
  const firing = await readFiring(
    db,
    rules.map(({ sourceMatchers }) => sourceMatchers),
  );
  return armInhibition(rules, firing);
}

/** A rule as it is stored, with its matchers read. */
export function readRule({ id, name, equal, ...rule }: InhibitionRule): Inhibition & { sourceMatchers: Matcher[]; targetMatchers: Matcher[] } {
  return { id, name, equal, sourceMatchers: matchers.parse(rule.sourceMatchers), targetMatchers: matchers.parse(rule.targetMatchers) };
}
