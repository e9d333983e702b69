import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import type { CorrelationRule } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import { type CorrelationDraft, readCorrelationDraft, ruleFacts } from './correlationRule.ts';

/** Most rules of a tenant: each incident that opens asks all of them. */
export const mostRules = 50;

/**
 * Makes a rule, below all others, or sets all of the one of this id. BAD_USER_INPUT for a draft that makes no sense or joins everything, NOT_FOUND,
 * CONFLICT for a name that another has and for one rule too many.
 */
export async function saveCorrelationRule(platform: Platform, actor: Actor, id: string | null, draft: CorrelationDraft): Promise<CorrelationRule> {
  const checked = readCorrelationDraft(draft);
  const { tenantId } = actor;
  return transact(platform, actor, async ({ db, audit }) => {
    const rules = await lockRules(db, tenantId);
    const before = id === null ? null : takeRule(rules, id);
    if (rules.some((rule) => rule.name === checked.name && rule.id !== id)) {
      throw new AppError('CONFLICT', `There is a correlation rule named "${checked.name}" already.`);
    }
    if (!before && rules.length >= mostRules) throw new AppError('CONFLICT', `There are ${mostRules} correlation rules already; delete one first.`);
    const position = (rules.at(-1)?.position ?? 0) + 1;
    const rule = before
      ? await db.correlationRule.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: { ...checked, updatedAt: await readNow(db) } })
      : await db.correlationRule.create({ data: { ...checked, position } });
    audit({
      action: before ? 'correlationRule.updated' : 'correlationRule.created',
      subject: { kind: 'CorrelationRule', id: rule.id },
      ...(before && { before: ruleFacts(before) }),
      after: ruleFacts(rule),
    });
    return rule;
  });
}

/** Deletes a rule; what it suggested or merged stays, with its name. NOT_FOUND. */
export async function deleteCorrelationRule(platform: Platform, actor: Actor, id: string): Promise<CorrelationRule> {
  const { tenantId } = actor;
  return transact(platform, actor, async ({ db, audit }) => {
    const before = takeRule(await lockRules(db, tenantId), id);
    await db.correlationRule.delete({ where: { tenantId_id: { tenantId, id } } });
    audit({ action: 'correlationRule.deleted', subject: { kind: 'CorrelationRule', id }, before: ruleFacts(before) });
    return before;
  });
}

/** Puts a rule at a place in the order, 1 for the first; one that is too far is the last. Returns all rules in their order. NOT_FOUND, BAD_USER_INPUT. */
export async function moveCorrelationRule(platform: Platform, actor: Actor, id: string, place: number): Promise<CorrelationRule[]> {
  if (!Number.isInteger(place) || place < 1) throw new AppError('BAD_USER_INPUT', '"position" counts from 1.');
  const { tenantId } = actor;
  return transact(platform, actor, async ({ db, audit }) => {
    const rules = await lockRules(db, tenantId);
    const moved = takeRule(rules, id);
    const others = rules.filter((rule) => rule.id !== id);
    const order = others.toSpliced(place - 1, 0, moved);
    await db.$executeRaw`
      UPDATE correlation_rule r SET position = p.position, updated_at = CASE WHEN r.id = ${id}::uuid THEN CURRENT_TIMESTAMP ELSE r.updated_at END
      FROM unnest(${order.map((rule) => rule.id)}::uuid[]) WITH ORDINALITY AS p(id, position)
      WHERE r.tenant_id = ${tenantId}::uuid AND r.id = p.id`;
    audit({
      action: 'correlationRule.moved',
      subject: { kind: 'CorrelationRule', id },
      before: { position: rules.indexOf(moved) + 1 },
      after: { position: order.indexOf(moved) + 1 },
    });
    return readRules(db);
  });
}

/** All rules in their order, with nobody else changing any until the transaction ends. */
async function lockRules(db: IncidentsDb, tenantId: string): Promise<CorrelationRule[]> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.correlationRules:${tenantId}`}, 0))`;
  return readRules(db);
}

const readRules = (db: IncidentsDb): Promise<CorrelationRule[]> => db.correlationRule.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });

function takeRule(rules: readonly CorrelationRule[], id: string): CorrelationRule {
  const rule = isUuid(id) ? rules.find((each) => each.id === id.toLowerCase()) : undefined;
  if (!rule) throw new AppError('NOT_FOUND', `There is no correlation rule with the id ${id}.`);
  return rule;
}

/** The transaction's time by the database's clock, which the rows' defaults are by as well. */
async function readNow(db: IncidentsDb): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT CURRENT_TIMESTAMP::timestamptz(3) AS now`;
  if (!row) throw new Error('The database tells no time.');
  return row.now;
}
