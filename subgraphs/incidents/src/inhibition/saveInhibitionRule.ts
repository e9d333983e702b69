import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { InhibitionRule } from '#prisma/generated/client';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import { takeRow } from '../quiet/takeRow.ts';
import { type InhibitionDraft, readInhibitionDraft, ruleFacts } from './readInhibitionDraft.ts';

/** Makes a rule, or changes the one of this id. BAD_USER_INPUT, NOT_FOUND, or CONFLICT for a name that another rule has. */
export async function saveInhibitionRule(platform: Platform, caller: Caller, id: string | null, draft: InhibitionDraft): Promise<InhibitionRule> {
  requirePermission(caller, 'quiet:manage');
  const checked = readInhibitionDraft(draft);
  return transact(platform, caller, (unit) => putInhibitionRule(unit, caller.tenantId, id, checked));
}

/** The same within a transaction, of a draft that was checked. NOT_FOUND or CONFLICT. */
export async function putInhibitionRule(
  unit: IncidentsUnit,
  tenantId: string,
  id: string | null,
  checked: ReturnType<typeof readInhibitionDraft>,
): Promise<InhibitionRule> {
  const { db, now, audit } = unit;
  const before = id === null ? null : await takeInhibitionRule(db, tenantId, id);
  const namesake = await db.inhibitionRule.findFirst({ where: { name: checked.name } });
  if (namesake && namesake.id !== id) throw new AppError('CONFLICT', `There is an inhibition rule named "${checked.name}" already.`);
  const rule = before
    ? await db.inhibitionRule.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: { ...checked, updatedAt: now } })
    : await db.inhibitionRule.create({ data: { ...checked, createdAt: now, updatedAt: now } });
  audit({
    action: before ? 'inhibitionRule.updated' : 'inhibitionRule.created',
    subject: { kind: 'InhibitionRule', id: rule.id },
    ...(before && { before: ruleFacts(before) }),
    after: ruleFacts(rule),
  });
  await markQuiet(unit);
  return rule;
}

/** Deletes a rule; what it kept quiet becomes loud. NOT_FOUND. */
export async function deleteInhibitionRule(platform: Platform, caller: Caller, id: string): Promise<InhibitionRule> {
  requirePermission(caller, 'quiet:manage');
  return transact(platform, caller, async (unit) => {
    const before = await takeInhibitionRule(unit.db, caller.tenantId, id);
    await unit.db.inhibitionRule.delete({ where: { tenantId_id: { tenantId: caller.tenantId, id } } });
    unit.audit({ action: 'inhibitionRule.deleted', subject: { kind: 'InhibitionRule', id }, before: ruleFacts(before) });
    await markQuiet(unit);
    return before;
  });
}

const takeInhibitionRule = (db: IncidentsDb, tenantId: string, id: string): Promise<InhibitionRule> =>
  takeRow(db, 'inhibition_rule', 'inhibition rule', tenantId, id, () => db.inhibitionRule.findUnique({ where: { tenantId_id: { tenantId, id } } }));
