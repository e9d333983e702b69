import { z } from 'zod';
import { type Matcher, matcher, MatcherSyntaxError, parseMatchers } from './matcher.ts';

/** Conditions as people write them: `team="db"` or `team=db, env!=test`, or in the form in which they are kept. */
const condition = z.custom<Matcher | string>().transform((given, context): Matcher[] => {
  try {
    const parsed = z.array(matcher).safeParse(typeof given === 'string' ? parseMatchers(given) : [given]);
    if (parsed.success) return parsed.data;
    context.issues.push(...parsed.error.issues.map((issue) => ({ code: 'custom' as const, message: issue.message, input: given })));
  } catch (error) {
    if (!(error instanceof MatcherSyntaxError)) throw error;
    context.issues.push({ code: 'custom', message: `${given as string}: ${error.message}`, input: given });
  }
  return z.NEVER;
});
/** All must hold. */
export const writtenMatchers = z
  .array(condition)
  .transform((conditions) => conditions.flat())
  .pipe(z.array(matcher).max(100));
