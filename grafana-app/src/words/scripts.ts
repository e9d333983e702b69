import { t } from '@grafana/i18n';
import type { RunnerJobStatus, ScriptChange, ScriptLanguage } from '../api/generated/graphql';
import type { Look } from './incidents';
import { runOutcomeWords } from './runs';

/** The languages, with what Grafana's editor calls each. */
export const scriptLanguages: ReadonlyArray<{ value: ScriptLanguage; label: string; editor: string; ending: string }> =
  [
    { value: 'BASH', label: 'Bash', editor: 'shell', ending: 'sh' },
    { value: 'PYTHON', label: 'Python', editor: 'python', ending: 'py' },
    { value: 'JAVASCRIPT', label: 'JavaScript', editor: 'javascript', ending: 'mjs' },
  ];

export function languageName(language: ScriptLanguage): string {
  return scriptLanguages.find(({ value }) => value === language)?.label ?? language;
}

/** Where something that a runner was given stands. */
export function jobStatusLook(status: RunnerJobStatus): Look {
  switch (status) {
    case 'QUEUED':
      return { text: t('jobStatus.queued', 'Waits for a runner'), icon: 'hourglass', color: 'text' };
    case 'RUNNING':
      return { text: t('jobStatus.running', 'Running'), icon: 'sync', color: 'blue' };
    case 'SUCCEEDED':
      return { text: t('jobStatus.succeeded', 'Succeeded'), icon: 'check-circle', color: 'green' };
    case 'FAILED':
      return { text: t('jobStatus.failed', 'Failed'), icon: 'times-circle', color: 'red' };
    case 'TIMED_OUT':
      return { text: t('jobStatus.timedOut', 'Took too long'), icon: 'stopwatch', color: 'red' };
    case 'CANCELLED':
      return { text: t('jobStatus.cancelled', 'Cancelled'), icon: 'ban', color: 'orange' };
    case 'LOST':
      return { text: t('jobStatus.lost', 'Lost'), icon: 'question-circle', color: 'orange' };
    default:
      return status satisfies never;
  }
}

/** Why a job ended as it did. */
export function jobOutcomeWords(outcome: string): string {
  return (jobOutcomes[outcome] ?? (() => runOutcomeWords(outcome)))();
}

const jobOutcomes: Partial<Record<string, () => string>> = {
  timeout: () => t('jobOutcome.timeout', 'it took longer than it may, and was killed'),
  cancelled: () => t('jobOutcome.cancelled', 'it was called off, and killed'),
};

/** What an import does to a script. */
export function scriptChangeLook(change: ScriptChange): { text: string; color: 'green' | 'blue' | 'darkgrey' } {
  switch (change) {
    case 'ADDED':
      return { text: t('scriptChange.added', 'Comes in'), color: 'green' };
    case 'CHANGED':
      return { text: t('scriptChange.changed', 'Changes'), color: 'blue' };
    case 'UNCHANGED':
      return { text: t('scriptChange.unchanged', 'Stays as it is'), color: 'darkgrey' };
    default:
      return change satisfies never;
  }
}
