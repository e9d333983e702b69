import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import { repairText } from '../ingest/repairText.ts';

const mostLabels = 50;
const longestName = 200;
const longestValue = 1_000;
export const mostResources = 50;

/** The labels that a person gives an incident, without outer white space. BAD_USER_INPUT for too many, an empty name, or one or a value that is too long. Pure. */
export function readHandLabels(labels: Labels): Labels {
  const entries = Object.entries(labels).map(([name, value]): [string, string] => [
    repairText(name.trim(), 'labels', []),
    repairText(value.trim(), 'labels', []),
  ]);
  if (entries.length > mostLabels) throw new AppError('BAD_USER_INPUT', `"labels" has ${entries.length} labels; ${mostLabels} is the most.`);
  for (const [name, value] of entries) {
    if (name === '' || name.length > longestName) throw new AppError('BAD_USER_INPUT', `"labels" has a name without 1 to ${longestName} characters.`);
    if (value.length > longestValue) throw new AppError('BAD_USER_INPUT', `"labels": ${name} has more than ${longestValue} characters.`);
  }
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
