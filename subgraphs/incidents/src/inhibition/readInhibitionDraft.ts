import { explainMatcher, formatMatchers, matchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import type { InhibitionRule } from '#prisma/generated/client';
import { z } from 'zod';
import { readRule } from './readInhibitor.ts';

const shape = z.strictObject({
  name: z.string().trim().min(1).max(100),
  sourceMatchers: matchers.min(1, 'A rule needs at least one source matcher.'),
  targetMatchers: matchers.min(1, 'A rule needs at least one target matcher.'),
  /** Labels that source and target must have in common; a missing one is empty. */
  equal: z.array(z.string().min(1).max(1_000)).max(100),
  enabled: z.boolean(),
});

export type InhibitionDraft = z.input<typeof shape>;

/** The draft checked. BAD_USER_INPUT says what is wrong with it. */
export function readInhibitionDraft(draft: InhibitionDraft): z.output<typeof shape> {
  const parsed = shape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { sourceMatchers, targetMatchers } = parsed.data;
  const refusal = [...sourceMatchers, ...targetMatchers].map(explainMatcher).find((explanation) => explanation !== null);
  if (refusal) throw new AppError('BAD_USER_INPUT', refusal);
  return parsed.data;
}

/** What the audit keeps of a rule. */
export function ruleFacts(rule: InhibitionRule) {
  const { name, equal, sourceMatchers, targetMatchers } = readRule(rule);
  return { name, source: formatMatchers(sourceMatchers), target: formatMatchers(targetMatchers), equal: [...equal], enabled: rule.enabled };
}
