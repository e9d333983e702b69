import { dateTime, dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import { plain } from '../../../words/plain';
import { spanWords } from '../../../words/spans';

/** For how long an incident may be taken on with one choice, in minutes. */
export const acknowledgeMinutes = [15, 30, 60, 240, 480];

const snoozeMinutes = [15, 60, 240];

export interface SnoozeChoice {
  key: string;
  label: string;
  until: Date;
}

/** Until when an incident may sleep with one choice: some spans, and the next morning at nine by the reader's clock. */
export function snoozeChoices(now = new Date()): SnoozeChoice[] {
  const morning = dateTime(now).startOf('day').add(9, 'hour');
  const next = morning.valueOf() > now.getTime() ? morning : morning.add(1, 'day');
  return [
    ...snoozeMinutes.map((minutes) => ({
      key: String(minutes),
      label: t('incident.snoozeFor', 'For {{span}}', { ...plain, span: spanWords(minutes) }),
      until: new Date(now.getTime() + minutes * 60_000),
    })),
    {
      key: 'morning',
      label: t('incident.snoozeMorning', 'Until the morning, {{time}}', {
        ...plain,
        time: dateTimeFormat(next, { format: 'ddd HH:mm' }),
      }),
      until: next.toDate(),
    },
  ];
}
