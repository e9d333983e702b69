import { t } from '@grafana/i18n';
import { ApiError, asRecord } from '../../api/errors';
import { plain } from '../../words/plain';
import type { Kind } from './useChannels';

type FormField = Kind['fields'][number];

/** What is wrong, by the name of the field; `name` and `ratePerMinute` are those of the channel itself. */
export type Problems = Record<string, string | undefined>;

/** What can be told of a form before it is sent; the platform checks again, and knows more. `kept` are the secrets that are there already. */
export function checkSettings(
  fields: readonly FormField[],
  values: Record<string, string>,
  kept: readonly string[]
): Problems {
  return Object.fromEntries(fields.map((field) => [field.name, problemOf(field, values[field.name] ?? '', kept)]));
}

function problemOf({ name, required, schema }: FormField, value: string, kept: readonly string[]): string | undefined {
  if (value.trim() === '') {
    return required && !kept.includes(name) ? t('channelForm.needed', 'This is needed.') : undefined;
  }
  const { format, pattern, minimum, maximum, type } = asRecord(schema);
  if (format === 'uri' && !/^https?:\/\/\S+$/i.test(value.trim())) {
    return t('channelForm.address', 'An address begins with http:// or https://.');
  }
  if ((type === 'integer' || type === 'number') && !inRange(Number(value), minimum, maximum)) {
    return typeof minimum === 'number' && typeof maximum === 'number'
      ? t('channelForm.range', 'A whole number from {{minimum}} to {{maximum}}.', { ...plain, minimum, maximum })
      : t('channelForm.number', 'A whole number.');
  }
  if (typeof pattern === 'string' && !new RegExp(pattern).test(value.trim())) {
    return t('channelForm.shape', 'This does not look right; see the description.');
  }
  return undefined;
}

function inRange(value: number, minimum: unknown, maximum: unknown): boolean {
  return (
    Number.isInteger(value) &&
    (typeof minimum !== 'number' || value >= minimum) &&
    (typeof maximum !== 'number' || value <= maximum)
  );
}

/** What the platform says is wrong, a line `field: what` each, as far as it names these fields. */
export function readProblems(error: unknown, names: readonly string[]): Problems {
  if (!(error instanceof ApiError)) {
    return {};
  }
  const lines = error.detail.split('\n').flatMap((line) => {
    const [, name = '', what = ''] = /^(\w+): (.+)$/.exec(line) ?? [];
    return names.includes(name) ? [[name, what] as const] : [];
  });
  return Object.fromEntries(lines);
}
