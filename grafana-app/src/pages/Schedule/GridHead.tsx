import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, RadioButtonGroup, Stack, useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import type { GridView, ZoneDay } from '../../components/ShiftGrid/zoneDays';
import { plain } from '../../words/plain';
import { ownZone } from '../../time/ownZone';

export interface GridLook {
  view: GridView;
  ahead: number;
  /** Whose clock the days are by. */
  clock: 'schedule' | 'mine';
}

interface Props {
  look: GridLook;
  days: ZoneDay[];
  scheduleZone: string;
  onChange(look: GridLook): void;
}

/** What time a grid shows, and by whose clock. */
export function GridHead({ look, days, scheduleZone, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [first, last] = [days[0]?.wall ?? 0, days.at(-1)?.wall ?? 0];
  const zones = [
    {
      value: 'schedule' as const,
      label: t('schedule.clock.schedule', 'Schedule: {{zone}}', { ...plain, zone: scheduleZone }),
    },
    { value: 'mine' as const, label: t('schedule.clock.mine', 'Mine: {{zone}}', { ...plain, zone: ownZone() }) },
  ];
  return (
    <div className={styles.head}>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <Button
          variant="secondary"
          icon="angle-left"
          aria-label={t('calendar.back', 'Earlier')}
          onClick={() => onChange({ ...look, ahead: look.ahead - 1 })}
        />
        <Button variant="secondary" disabled={look.ahead === 0} onClick={() => onChange({ ...look, ahead: 0 })}>
          <Trans i18nKey="calendar.today">Today</Trans>
        </Button>
        <Button
          variant="secondary"
          icon="angle-right"
          aria-label={t('calendar.ahead', 'Later')}
          onClick={() => onChange({ ...look, ahead: look.ahead + 1 })}
        />
        <strong>
          {new Intl.DateTimeFormat(language(), {
            ...{ timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' },
          }).formatRange(first, last)}
        </strong>
      </Stack>
      <Stack gap={1} wrap="wrap">
        {scheduleZone !== ownZone() && (
          <RadioButtonGroup
            aria-label={t('schedule.clock.label', 'Whose clock')}
            size="sm"
            options={zones}
            value={look.clock}
            onChange={(clock) => onChange({ ...look, clock })}
          />
        )}
        <RadioButtonGroup
          aria-label={t('calendar.view', 'View')}
          size="sm"
          options={[
            { value: 'fortnight' as const, label: t('schedule.view.fortnight', 'Two weeks') },
            { value: 'month' as const, label: t('schedule.view.month', 'Month') },
          ]}
          value={look.view}
          onChange={(view) => onChange({ ...look, view, ahead: 0 })}
        />
      </Stack>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1),
  }),
});
