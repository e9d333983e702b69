import type { Labels } from '#contracts/words';
import type { ManagedRule, RuleSource } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { pushRulesTask } from '../grafanaTarget/grafanaTarget.task.ts';
import type { SourceRule } from '../ruleSource/sourceRule.ts';
import { storeRules } from '../ruleSource/storeRules.ts';

/**
 * Called by every change of a managed rule, in its transaction: the rules are known as those of a source, so that their lineage stands and alerts find
 * them before any server has them, and every Grafana that gets them is due.
 */
export async function publishRules(unit: IncidentsUnit): Promise<void> {
  const { db, now, enqueue } = unit;
  // One change of a tenant at a time, so that each stores what all before it left.
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sre.managedRules:' || current_setting('app.tenant_id'), 0))`;
  const rules = await db.managedRule.findMany({ where: { enabled: true } });
  const source = await ensureManagedSource(unit);
  await storeRules(unit, source.id, rules.map(sourceRule));
  const targets = await db.grafanaTarget.findMany({ where: { enabled: true }, select: { id: true } });
  await db.grafanaTarget.updateMany({ where: { enabled: true }, data: { nextPushAt: now } });
  for (const { id } of targets) enqueue(pushRulesTask, { targetId: id });
}

async function ensureManagedSource({ db, now }: IncidentsUnit): Promise<RuleSource> {
  const known = await db.ruleSource.findFirst({ where: { kind: 'MANAGED' } });
  if (known !== null) return known;
  const taken = await db.ruleSource.findFirst({ where: { name: 'Managed rules' } });
  const name = taken === null ? 'Managed rules' : 'Managed rules of this platform';
  return db.ruleSource.create({ data: { name, kind: 'MANAGED', createdAt: now, attemptedAt: now, syncedAt: now, outcome: 'synced' } });
}

function sourceRule({ name, group, query, forS, keepFiringForS, labels, annotations }: ManagedRule): SourceRule {
  return {
    ...{ file: '', group, name, query, forS, keepFiringForS, labels: labels as Labels, annotations: annotations as Labels },
    ...{ health: 'UNKNOWN', lastError: null, state: 'UNKNOWN', lastEvaluation: null },
  };
}
