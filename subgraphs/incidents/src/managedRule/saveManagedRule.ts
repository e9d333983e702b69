import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { type ManagedRule, Prisma } from '#prisma/generated/client';
import type { IncidentsPlatform, IncidentsUnit } from '../context.ts';
import { lockManagedRule } from './lockManagedRule.ts';
import { publishRules } from './publishRules.ts';
import { readRuleDraft, type RuleDraft, type RuleInput } from './ruleDraft.ts';

/** Most rules that a tenant may keep here; above it a rule file in a repository is the better home. */
const mostRules = 5_000;

/**
 * Keeps a rule: a new one, or in the place of the one with this id. BAD_USER_INPUT for a rule that no server would take, CONFLICT for a name that its group
 * has already.
 */
export async function saveManagedRule(platform: IncidentsPlatform, actor: Actor, id: string | null, input: RuleInput): Promise<ManagedRule> {
  const draft = readRuleDraft(input);
  return transact(platform, actor, async (unit) => {
    const { db, audit } = unit;
    const before = id === null ? null : await lockManagedRule(db, id);
    const { name, group } = draft;
    const taken = await db.managedRule.findFirst({ where: { name, group, ...(before !== null && { id: { not: before.id } }) } });
    if (taken !== null) throw new AppError('CONFLICT', `The group "${group}" has a rule named "${name}" already.`);
    const rule = await write(unit, before, draft);
    await publishRules(unit);
    const subject = { kind: 'ManagedRule', id: rule.id };
    if (before === null) audit({ action: 'managedRule.created', subject, after: told(rule) });
    else audit({ action: 'managedRule.changed', subject, before: told(before), after: told(rule) });
    return rule;
  });
}

async function write({ db, now }: IncidentsUnit, before: ManagedRule | null, draft: RuleDraft): Promise<ManagedRule> {
  const { for: forS, keepFiringFor: keepFiringForS, parameters, ...fields } = draft;
  const data = { ...fields, forS, keepFiringForS, parameters: (parameters as Prisma.InputJsonObject | null) ?? Prisma.DbNull, updatedAt: now };
  if (before !== null) return db.managedRule.update({ where: { tenantId_id: { tenantId: before.tenantId, id: before.id } }, data });
  if ((await db.managedRule.count()) >= mostRules) throw new AppError('CONFLICT', `${mostRules} rules are the most that are kept here.`);
  return db.managedRule.create({ data: { ...data, createdAt: now } });
}

function told({ name, group, query, forS, labels, enabled, template }: ManagedRule) {
  return { name, group, query, forS, labels: labels as Prisma.InputJsonObject, enabled, template };
}
