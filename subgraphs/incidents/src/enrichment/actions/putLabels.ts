import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import { repairLabels } from '../../ingest/repairText.ts';
import type { Enrichable, Outcome } from '../enrich.ts';

/** Most labels of an alert that rules add to, and the longest value that they give one. */
const mostLabels = 200;
const longestValue = 4_000;

/** The alert with these labels; an empty value is a missing label, as everywhere. `keepsExisting` leaves alone those that the alert has. */
export function putLabels(alert: Enrichable, values: Labels, keepsExisting: boolean): Outcome {
  const labels = { ...alert.labels };
  let changed = false;
  for (const [name, value] of Object.entries(repairLabels(values, 'labels', []))) {
    const has = Object.hasOwn(labels, name);
    if (name === '' || (has && keepsExisting) || (has ? labels[name] : '') === value) continue;
    if (value.length > longestValue)
      throw new AppError('BAD_USER_INPUT', `The label "${name}" would have ${value.length} characters; ${longestValue} is the most.`);
    if (value === '') delete labels[name];
    else labels[name] = value;
    changed = true;
  }
  if (Object.keys(labels).length > mostLabels) throw new AppError('BAD_USER_INPUT', `The alert would have more than ${mostLabels} labels.`);
  return changed ? { reason: 'applied', next: { ...alert, labels } } : { reason: 'changed_nothing' };
}
