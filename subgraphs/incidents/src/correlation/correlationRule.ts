import { explainMatcher, formatMatchers, matchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import type { CorrelationRule } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';

/** Furthest that a rule lets two incidents be apart in the lineage. */
export const furthest = 6;

/** A rule as it is given. */
export const correlationShape = z
  .strictObject({
    name: z.string().trim().min(1, 'A rule needs a name.').max(100),
    enabled: z.boolean().default(true),
    /** Both incidents must meet them; none means every incident. */
    matchers: matchers.default([]),
    /** Most minutes between the younger's opening and when the older was opened or last joined by an alert. A week at most. */
    windowMinutes: z.int().min(1).max(10_080),
    /** Labels that both must have, with the same value. */
    labels: z.array(z.string().trim().min(1).max(1_000)).max(20).default([]),
    /** Furthest that their resources may be apart, in lineage edges: 0 for the same one; null when the lineage is not asked. */
    mostHops: z.int().min(0).max(furthest).nullable().default(null),
    mode: z.enum(['SUGGEST', 'MERGE']),
    /** Most incidents that may so become one, the first included. */
    mostIncidents: z.int().min(2).max(100).default(20),
  })
  .refine(({ labels, mostHops }) => labels.length > 0 || mostHops !== null, {
    path: ['labels'],
    message: 'Name at least one label that both must share, or ask the lineage: a rule with neither would join everything.',
  });

export type CorrelationDraft = z.input<typeof correlationShape>;
export type CheckedDraft = z.output<typeof correlationShape>;

/** A rule that can be asked. */
export type LiveRule = CheckedDraft & { id: string };

/** A draft that can be saved. BAD_USER_INPUT says what is wrong with it. */
export function readCorrelationDraft(draft: CorrelationDraft): CheckedDraft {
  const parsed = correlationShape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const refusal = parsed.data.matchers.map(explainMatcher).find((explanation) => explanation !== null);
  if (refusal) throw new AppError('BAD_USER_INPUT', refusal);
  return { ...parsed.data, labels: [...new Set(parsed.data.labels)] };
}

/** The rules that are switched on, in their order. */
export async function readLiveRules(db: IncidentsDb): Promise<LiveRule[]> {
  const rules = await db.correlationRule.findMany({ where: { enabled: true }, orderBy: [{ position: 'asc' }, { id: 'asc' }] });
  return rules.map(liveRule);
}

function liveRule({ id, name, enabled, windowMinutes, labels, mostHops, mode, mostIncidents, ...rule }: CorrelationRule): LiveRule {
  return { id, name, enabled, windowMinutes, labels, mostHops, mode, mostIncidents, matchers: matchers.parse(rule.matchers) };
}

/** What the audit keeps of a rule. */
export function ruleFacts(rule: CorrelationRule) {
  const { id: _, matchers: conditions, ...facts } = liveRule(rule);
  return { ...facts, matchers: formatMatchers(conditions), position: rule.position };
}
