import { explainMatcher, type Matcher, matchers, MatcherSyntaxError, parseMatchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';

/** Matchers as a person wrote them. BAD_USER_INPUT says at which character they stopped making sense, or which expression cannot be read. */
export function readMatchers(text: string): Matcher[] {
  const read = parse(text);
  for (const matcher of read) {
    const problem = explainMatcher(matcher);
    if (problem !== null) throw new AppError('BAD_USER_INPUT', `"matchers": ${problem}`);
  }
  const { success } = matchers.safeParse(read);
  if (!success)
    throw new AppError('BAD_USER_INPUT', '"matchers" takes at most 100 conditions, with names of up to 1,000 and values of up to 10,000 characters.');
  return read;
}

function parse(text: string): Matcher[] {
  try {
    return parseMatchers(text.replaceAll('\0', ''));
  } catch (cause) {
    if (cause instanceof MatcherSyntaxError) throw new AppError('BAD_USER_INPUT', `"matchers": ${cause.message}`, { cause });
    throw cause;
  }
}
