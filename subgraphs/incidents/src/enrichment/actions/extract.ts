import { AppError } from '#kit/errors';
import { RE2JS, RE2JSException } from 're2js';
import type { Act } from '../enrich.ts';
import type { ActionOf } from '../enrichmentRule.ts';
import { putLabels } from './putLabels.ts';

/** Longest text that is searched; what matters stands at the beginning, and an annotation may be a whole log. */
const longestText = 10_000;

/** Named groups that took part in the match become labels. */
export function compileExtract({ from, name, pattern, keepsExisting }: ActionOf<'extract'>): Act {
  const expression = compile(pattern);
  const groups = Object.keys(expression.namedGroups());
  if (groups.length === 0) throw new AppError('BAD_USER_INPUT', `The pattern "${pattern}" names no group: write (?P<label>…).`);
  return (alert) => {
    const texts = from === 'label' ? alert.labels : alert.annotations;
    const text = Object.hasOwn(texts, name) ? (texts[name] ?? '') : '';
    const match = expression.matcher(text.slice(0, longestText));
    if (!match.find()) return { reason: 'pattern_not_found', facts: { [from]: name } };
    const found = groups.flatMap((group) => {
      const value = match.group(group);
      return value === null || value === '' ? [] : [[group, value] as const];
    });
    return putLabels(alert, Object.fromEntries(found), keepsExisting);
  };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new AppError('BAD_USER_INPUT', `"${pattern}" is not a regular expression of RE2: ${error.message}`, { cause: error });
  }
}
