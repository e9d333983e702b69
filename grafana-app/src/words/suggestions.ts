import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { readable } from './outcomes';
import { plain } from './plain';

interface Suggestion {
  reason: string;
  here: unknown;
  all: unknown;
}

/** Why a playbook is suggested where it is, with the numbers that it is judged by. */
export function suggestionWords({ reason, here, all }: Suggestion): string {
  const isHere = reason.endsWith('_here');
  const { helped, didNotHelp, succeeded, failed } = asRecord(isHere ? here : all);
  const words = (reasons[reason] ?? (() => readable(reason)))();
  const well = Number(helped ?? 0) + Number(succeeded ?? 0);
  const runs = well + Number(didNotHelp ?? 0) + Number(failed ?? 0);
  return runs === 0
    ? words
    : t('suggestion.counted', '{{words}} ({{well}} of {{runs}} runs)', { ...plain, words, well, runs });
}

const reasons: Partial<Record<string, () => string>> = {
  helped_here: () => t('suggestion.helpedHere', 'People say that it helped with this alert'),
  did_not_help_here: () => t('suggestion.didNotHelpHere', 'People say that it did not help with this alert'),
  worked_here: () => t('suggestion.workedHere', 'It worked for this alert'),
  failed_here: () => t('suggestion.failedHere', 'It failed for this alert'),
  worked_elsewhere: () => t('suggestion.workedElsewhere', 'It worked for other alerts'),
  failed_elsewhere: () => t('suggestion.failedElsewhere', 'It failed for other alerts'),
  never_run: () => t('suggestion.neverRun', 'It has not run yet'),
};
