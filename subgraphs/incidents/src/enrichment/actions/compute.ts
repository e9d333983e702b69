import { AppError } from '#kit/errors';
import { textOf } from '#kit/expression';
import { compileEvaluation } from '../compileEvaluation.ts';
import type { Act } from '../enrich.ts';
import type { ActionOf } from '../enrichmentRule.ts';
import { putLabels } from './putLabels.ts';

export function compileCompute({ expression, keepsExisting }: ActionOf<'compute'>): Act {
  const evaluate = compileEvaluation(expression);
  return (alert, origin) => {
    const value = evaluate(alert, origin);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      throw new AppError(
        'BAD_USER_INPUT',
        `The expression gives ${JSON.stringify(value).slice(0, 100)}; a map of labels is expected, such as {"team": "db"}.`,
      );
    }
    const labels = Object.entries(value).map(([name, field]) => [name, textOf(field)] as const);
    return putLabels(alert, Object.fromEntries(labels), keepsExisting);
  };
}
