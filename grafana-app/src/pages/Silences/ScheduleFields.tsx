import React from 'react';
import { dateTime, type SelectableValue } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, DateTimePicker, Field, RadioButtonGroup, Stack } from '@grafana/ui';
import type { RecurrenceInput } from '../../api/generated/graphql';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';

/** When something holds, as a form has it. */
export interface ScheduleValue {
  startsAt: Date;
  endsAt: Date;
  recurrence: RecurrenceInput | null;
}

const HOUR = 3_600;

/** How a window may come again. */
const rules = [
  'FREQ=DAILY',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY;BYDAY=SA,SU',
  'FREQ=MONTHLY',
];

function ruleText(rule: string): string {
  switch (rule) {
    case 'FREQ=DAILY':
      return t('silences.repeat.daily', 'Every day');
    case 'FREQ=WEEKLY':
      return t('silences.repeat.weekly', 'Every week');
    case 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR':
      return t('silences.repeat.weekdays', 'Monday to Friday');
    case 'FREQ=WEEKLY;BYDAY=SA,SU':
      return t('silences.repeat.weekend', 'Saturday and Sunday');
    case 'FREQ=MONTHLY':
      return t('silences.repeat.monthly', 'Every month');
    default:
      return rule;
  }
}

interface Props {
  value: ScheduleValue;
  /** Spans that are one press away, in seconds. */
  presets: number[];
  onChange(value: ScheduleValue): void;
}

/** Start, end and recurrence. With a recurrence the end is that of the last window, and how long each lasts is asked. */
export function ScheduleFields({ value, presets, onChange }: Props) {
  const { startsAt, endsAt, recurrence } = value;
  const span = Math.round((endsAt.getTime() - startsAt.getTime()) / 1000);
  const options: Array<SelectableValue<number>> = presets.map((seconds) => ({
    value: seconds,
    label: spanText(seconds),
  }));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <Field noMargin label={t('silences.form.presets', 'How long')}>
        <RadioButtonGroup
          options={options}
          value={presets.includes(span) ? span : undefined}
          onChange={(seconds) => onChange({ ...value, endsAt: new Date(startsAt.getTime() + seconds * 1000) })}
        />
      </Field>
      <Stack wrap="wrap" gap={2}>
        <Field noMargin label={t('silences.form.starts', 'From')}>
          <DateTimePicker
            date={dateTime(startsAt)}
            onChange={(date) => date && onChange({ ...value, startsAt: date.toDate() })}
          />
        </Field>
        <Field noMargin label={t('silences.form.ends', 'Until')}>
          <DateTimePicker
            date={dateTime(endsAt)}
            onChange={(date) => date && onChange({ ...value, endsAt: date.toDate() })}
          />
        </Field>
      </Stack>
      <Stack wrap="wrap" gap={2}>
        <Field
          noMargin
          label={t('silences.form.repeats', 'Repeats')}
          description={t('silences.form.repeatsHelp', 'Windows keep their wall time when the clocks change.')}
        >
          <Combobox
            width={30}
            options={[
              { value: '', label: t('silences.repeat.never', 'Never: all the time') },
              ...rules.map((rule) => ({ value: rule, label: ruleText(rule) })),
            ]}
            createCustomValue
            value={recurrence?.rule ?? ''}
            onChange={({ value: rule }) =>
              onChange({
                ...value,
                recurrence: rule === '' ? null : { durationSeconds: 8 * HOUR, timeZone: zone, ...recurrence, rule },
              })
            }
          />
        </Field>
        {recurrence && (
          <>
            <Field
              noMargin
              label={t('silences.form.eachLasts', 'Each lasts')}
              description={t('silences.form.eachLastsHelp', 'From the time of “From”')}
            >
              <Combobox
                width={16}
                options={[HOUR / 2, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 24 * HOUR].map((seconds) => ({
                  value: seconds,
                  label: spanText(seconds),
                }))}
                value={recurrence.durationSeconds}
                onChange={({ value: durationSeconds }) =>
                  onChange({ ...value, recurrence: { ...recurrence, durationSeconds } })
                }
              />
            </Field>
            <Field
              noMargin
              label={t('silences.form.zone', 'Time zone')}
              description={t('silences.form.zoneHelp', 'Whose wall clock')}
            >
              <ZonePicker
                value={recurrence.timeZone}
                onChange={(timeZone) =>
                  onChange({ ...value, recurrence: { ...recurrence, timeZone: timeZone ?? recurrence.timeZone } })
                }
              />
            </Field>
          </>
        )}
      </Stack>
    </>
  );
}

export function spanText(seconds: number): string {
  const [unit, amount] =
    seconds % 86_400 === 0 && seconds > 86_400
      ? (['day', seconds / 86_400] as const)
      : seconds >= HOUR
        ? (['hour', seconds / HOUR] as const)
        : (['minute', seconds / 60] as const);
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'narrow' }).format(amount);
}
