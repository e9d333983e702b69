import { t } from '@grafana/i18n';
import type { ChainFragment } from '../../api/generated/graphql';
import { conditionWords, type Names, stepWords } from '../../words/escalation';

type Told = Pick<
  ChainFragment,
  'name' | 'description' | 'tellsAcknowledged' | 'remindMinutes' | 'steps' | 'importantSteps'
>;

/** A chain as text, a line for everything that can be changed of it: what two of its versions are compared by. */
export function chainText(chain: Told, names: Names): string {
  const { name, description, tellsAcknowledged, remindMinutes, steps, importantSteps } = chain;
  const listed = (some: Told['steps']) =>
    some.map((step, index) => [`${index + 1}. ${stepWords(step, names)}`, ...conditionWords(step)].join(', '));
  return [
    name,
    ...(description === '' ? [] : description.split('\n')),
    ...listed(steps),
    ...(importantSteps.length > 0
      ? [t('chain.importantSteps', 'For important incidents'), ...listed(importantSteps)]
      : []),
    ...(tellsAcknowledged ? [t('chain.text.tellsAcknowledged', 'Those who were told hear that somebody has it')] : []),
    ...(remindMinutes == null
      ? []
      : [
          t('chain.reminds', 'Begins again {{count}} min after the last step, while nobody answers.', {
            count: remindMinutes,
          }),
        ]),
  ].join('\n');
}
