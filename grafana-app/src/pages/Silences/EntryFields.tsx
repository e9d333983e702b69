import React, { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';
import { monthNames, monthText, weekdayNames, weekdayText, type WrittenInterval } from '../../words/intervals';
import { plain } from '../../words/plain';
import { compressSpans, expandSpans, splitList } from './spans';

export interface Problem {
  path: string;
  message: string;
}

interface Props {
  entry: WrittenInterval;
  /** Counted from 1. */
  number: number;
  /** What is wrong with it; paths begin at the entry, e.g. `times.0`. */
  problems: Problem[];
  onChange(entry: WrittenInterval): void;
  /** Left out for the only one. */
  onRemove?: () => void;
}

const mondayFirst = [1, 2, 3, 4, 5, 6, 0];

/** One entry of a time interval: all that it says must hold, and what it leaves out holds always. */
export function EntryFields({ entry, number, problems, onChange, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const set = (change: WrittenInterval) =>
    onChange(Object.fromEntries(Object.entries({ ...entry, ...change }).filter(([, value]) => value !== undefined)));
  const faultOf = (field: string) => {
    const found = problems.filter(({ path }) => path === field || path.startsWith(`${field}.`));
    return found.length === 0 ? {} : { invalid: true, error: found.map(({ message }) => message).join('; ') };
  };
  const times = entry.times ?? [];
  const setTimes = (next: typeof times) => set({ times: next.length === 0 ? undefined : next });
  const weekdays = t('intervals.form.weekdays', 'Weekdays');
  const months = t('intervals.form.months', 'Months');
  return (
    <fieldset className={styles.entry} aria-label={t('intervals.form.entry', 'Times {{number}}', { ...plain, number })}>
      {onRemove && (
        <IconButton
          name="trash-alt"
          className={styles.remove}
          aria-label={t('intervals.form.removeEntry', 'Remove times {{number}}', { ...plain, number })}
          onClick={onRemove}
        />
      )}
      <Field noMargin label={weekdays} {...faultOf('weekdays')}>
        <FilterPills
          label={weekdays}
          options={mondayFirst.map((at) => ({ value: String(at), text: weekdayText(weekdayNames[at] ?? '') }))}
          selected={expandSpans(entry.weekdays, weekdayNames).map(String)}
          onChange={(chosen) => set({ weekdays: compressSpans(chosen.map(Number), weekdayNames) })}
        />
      </Field>
      <Field
        noMargin
        label={t('intervals.form.times', 'Hours')}
        description={t(
          'intervals.form.timesHelp',
          'None means all day. A night is two: 22:00 to 24:00, 00:00 to 06:00.'
        )}
        {...faultOf('times')}
      >
        <Hours>
          {times.map((time, at) => (
            <span key={at} className={styles.time}>
              <Input
                width={9}
                aria-label={t('intervals.form.start', 'From')}
                placeholder="09:00"
                value={time.start_time}
                onChange={({ currentTarget }) =>
                  setTimes(times.map((each, i) => (i === at ? { ...each, start_time: currentTarget.value } : each)))
                }
              />
              –
              <Input
                width={9}
                aria-label={t('intervals.form.end', 'To')}
                placeholder="17:00"
                value={time.end_time}
                onChange={({ currentTarget }) =>
                  setTimes(times.map((each, i) => (i === at ? { ...each, end_time: currentTarget.value } : each)))
                }
              />
              <IconButton
                name="times"
                aria-label={t('intervals.form.removeTime', 'Remove these hours')}
                onClick={() => setTimes(times.filter((_, i) => i !== at))}
              />
            </span>
          ))}
          <Button
            type="button"
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => setTimes([...times, { start_time: '09:00', end_time: '17:00' }])}
          >
            <Trans i18nKey="intervals.form.addTime">Add hours</Trans>
          </Button>
        </Hours>
      </Field>
      <div className={styles.pair}>
        <Field
          noMargin
          label={t('intervals.form.days', 'Days of the month')}
          description={t('intervals.form.daysHelp', '1:7 for the first week, -1 for the last day')}
          {...faultOf('days_of_month')}
        >
          <ListInput
            label={t('intervals.form.days', 'Days of the month')}
            value={entry.days_of_month}
            placeholder="1:7, -1"
            onChange={(next) => set({ days_of_month: next })}
          />
        </Field>
        <Field
          noMargin
          label={t('intervals.form.years', 'Years')}
          description={t('intervals.form.yearsHelp', '2026 or 2026:2028')}
          {...faultOf('years')}
        >
          <ListInput
            label={t('intervals.form.years', 'Years')}
            value={entry.years}
            placeholder="2026:2028"
            onChange={(next) => set({ years: next })}
          />
        </Field>
      </div>
      <Field noMargin label={months} {...faultOf('months')}>
        <FilterPills
          label={months}
          options={monthNames.map((name, at) => ({ value: String(at), text: monthText(name) }))}
          selected={expandSpans(entry.months, monthNames).map(String)}
          onChange={(chosen) => set({ months: compressSpans(chosen.map(Number), monthNames) })}
        />
      </Field>
      <Field noMargin label={t('zone.label', 'Time zone')} {...faultOf('location')}>
        <ZonePicker
          value={entry.location ?? null}
          otherwise="UTC"
          onChange={(zone) => set({ location: zone ?? undefined })}
        />
      </Field>
    </fieldset>
  );
}

/** A field hands its only child what is wrong with it; a box has no use for that. */
function Hours({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).times}>{children}</div>;
}

/** Words between commas, kept as they are typed. */
function ListInput({
  label,
  value,
  placeholder,
  onChange,
}: {
  label: string;
  value: string[] | undefined;
  placeholder: string;
  onChange(value: string[] | undefined): void;
}) {
  const written = (value ?? []).join(', ');
  const [text, setText] = useState(written);
  const [meant, setMeant] = useState(written);
  if (written !== meant) {
    setMeant(written);
    setText(written);
  }
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={({ currentTarget }) => {
        const next = splitList(currentTarget.value);
        setText(currentTarget.value);
        setMeant((next ?? []).join(', '));
        onChange(next);
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  entry: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  remove: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(1) }),
  times: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  time: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  pair: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: theme.spacing(2),
  }),
});
