import { t } from '@grafana/i18n';
import type { ComboboxOption } from '@grafana/ui';

/** Choices that a picker shows at once; what is beyond them is found by typing. */
export const MOST_FOUND = 30;

/** The choices, and where there are more, a line that says so, which cannot be chosen. */
export function withRest(options: Array<ComboboxOption<string>>, hasMore: boolean): Array<ComboboxOption<string>> {
  return hasMore
    ? [...options, { value: '', label: t('picker.more', 'There are more: type to narrow them down'), infoOption: true }]
    : options;
}
