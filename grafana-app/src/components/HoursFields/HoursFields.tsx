import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';
import { weekdayText } from '../../words/schedules';

export interface Hours {
  weekdays: number[];
  from: string;
  to: string;
}

interface Props {
  /** What they are for, for assistive technology. */
  label: string;
  hours: Hours[];
  onChange(hours: Hours[]): void;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** Hours of days of the week; one whose end is not later than its beginning goes on to the next day. */
export function HoursFields({ label, hours, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const set = (at: number, change: Partial<Hours>) =>
    onChange(hours.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <div role="group" aria-label={label}>
      {hours.map((each, at) => (
        <div key={at} className={styles.row}>
          <div className={styles.days}>
            {weekdays.map((weekday) => {
              const isOn = each.weekdays.includes(weekday);
              return (
                <Button
                  key={weekday}
                  type="button"
                  size="sm"
                  variant={isOn ? 'primary' : 'secondary'}
                  fill={isOn ? 'solid' : 'outline'}
                  aria-pressed={isOn}
                  onClick={() =>
                    set(at, {
                      weekdays: isOn
                        ? each.weekdays.filter((other) => other !== weekday)
                        : [...each.weekdays, weekday].sort(),
                    })
                  }
                >
                  {weekdayText(weekday)}
                </Button>
              );
            })}
          </div>
          <Input
            type="time"
            width={14}
            aria-label={t('hours.from', 'From')}
            value={each.from}
            onChange={({ currentTarget }) => set(at, { from: currentTarget.value })}
          />
          <span>–</span>
          <Input
            type="time"
            width={14}
            aria-label={t('hours.to', 'Until')}
            value={each.to}
            onChange={({ currentTarget }) => set(at, { to: currentTarget.value })}
          />
          {each.to <= each.from && <span className={styles.quiet}>{t('hours.nextDay', 'on the next day')}</span>}
          <IconButton
            name="trash-alt"
            aria-label={t('hours.remove', 'Remove hours {{place}}', { ...plain, place: at + 1 })}
            onClick={() => onChange(hours.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        type="button"
        size="sm"
        variant="secondary"
        icon="plus"
        onClick={() => onChange([...hours, { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }])}
      >
        <Trans i18nKey="hours.add">Add hours</Trans>
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  days: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
