import { AppError } from '#kit/errors';
import { textOf } from '#kit/expression';
import { z } from 'zod';
import { compileEvaluation } from '../compileEvaluation.ts';
import type { Act, Enrichable, Origin, Outcome } from '../enrich.ts';
import { type ActionOf, targets } from '../enrichmentRule.ts';
import { putLabels } from './putLabels.ts';

export function compileSet({ target, name, value, expression }: ActionOf<'set'>): Act {
  const evaluate = expression === null ? null : compileEvaluation(expression);
  const textFor = (alert: Enrichable, origin: Origin): string => (evaluate ? textOf(evaluate(alert, origin)) : (value ?? ''));
  if (!evaluate) checkWord(target, value ?? '');
  switch (target) {
    case 'label':
      return (alert, origin) => putLabels(alert, { [name ?? '']: textFor(alert, origin) }, false);
    case 'severity':
    case 'priority':
      return (alert, origin) => put(alert, target, checkWord(target, textFor(alert, origin)));
    case 'owner_team':
      return (alert, origin) => put(alert, 'ownerTeamId', checkWord(target, textFor(alert, origin)));
    default:
      return target satisfies never;
  }
}

/** The word as the platform writes it; BAD_USER_INPUT for one that it does not know. An empty one is no word: the alert keeps what it has. */
function checkWord(target: ActionOf<'set'>['target'], text: string): string {
  if (target === 'label' || text === '') return text;
  if (target === 'owner_team') {
    if (z.uuid().safeParse(text).success) return text;
    throw new AppError('BAD_USER_INPUT', `"${text.slice(0, 100)}" is not the id of a team.`);
  }
  const word = text.toUpperCase();
  if ((targets[target] as readonly string[]).includes(word)) return word;
  throw new AppError('BAD_USER_INPUT', `"${text.slice(0, 100)}" is not a ${target}: ${targets[target].join(', ')}.`);
}

function put(alert: Enrichable, word: 'severity' | 'priority' | 'ownerTeamId', value: string): Outcome {
  if (value === '' || alert[word] === value) return { reason: 'changed_nothing' };
  return { reason: 'applied', next: { ...alert, [word]: value } };
}
