import type { IncidentsDb } from '../context.ts';
import { type RenderedRule, renderRuleFile } from './renderRuleFile.ts';

/** The tenant's managed rules that are switched on. */
export function readManagedRules(db: IncidentsDb): Promise<(RenderedRule & { id: string })[]> {
  return db.managedRule.findMany({
    where: { enabled: true },
    select: { id: true, name: true, group: true, query: true, forS: true, keepFiringForS: true, labels: true, annotations: true },
  });
}

/** The same as a rule file. */
export async function readManagedFile(db: IncidentsDb): Promise<string> {
  return renderRuleFile(await readManagedRules(db));
}
