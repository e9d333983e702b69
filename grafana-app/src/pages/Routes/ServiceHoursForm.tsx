import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Field, Input, Stack, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { SetServiceHoursDocument, type ServiceHoursFieldsFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { FilterPills } from '../../components/FilterPills/FilterPills';
import { HoursChart } from '../../components/HoursChart/HoursChart';
import { clockText, DAY_MS } from '../../components/HoursChart/wallTime';
import { type PickedTeam, TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';
import { weekdayNames, weekdayText } from '../../words/intervals';
import { plain } from '../../words/plain';

type Hours = Pick<ServiceHoursFieldsFragment, 'timeZone' | 'weekdays' | 'fromMinute' | 'toMinute'>;

/** 5 January 1970 was a Monday: a week of no certain date. */
const someMonday = 4 * DAY_MS;
const someWeek = Array.from({ length: 7 }, (_, day) => someMonday + day * DAY_MS);

/** The week of a team, drawn. */
export function WorkWeek({ hours: { timeZone, weekdays, fromMinute, toMinute } }: { hours: Hours }) {
  const styles = useStyles2(getStyles);
  const windows = weekdays.map((day) => ({
    from: someMonday + (day - 1) * DAY_MS + fromMinute * 60_000,
    until: someMonday + (day - 1) * DAY_MS + toMinute * 60_000,
  }));
  const total = (weekdays.length * Math.max(0, toMinute - fromMinute)) / 60;
  return (
    <div className={styles.week}>
      <HoursChart
        label={t('serviceHours.week', 'The week of the team')}
        days={someWeek}
        windows={windows}
        view="week"
      />
      <div className={styles.quiet}>
        {t('serviceHours.sum', '{{from}}–{{to}}, {{hours}} hours a week, by the clock of {{zone}}', {
          ...plain,
          from: clockText(fromMinute),
          to: clockText(toMinute),
          hours: new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(total),
          zone: timeZone,
        })}
      </div>
    </div>
  );
}

/** Says when a team works. */
export function ServiceHoursForm({
  before,
  onDone,
}: {
  before: ServiceHoursFieldsFragment | undefined;
  onDone(): void;
}) {
  const styles = useStyles2(getStyles);
  const [team, setTeam] = useState<PickedTeam | null>(
    before ? { id: before.teamId, name: before.team?.name ?? before.teamId.slice(0, 8) } : null
  );
  const [zone, setZone] = useState(before?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [weekdays, setWeekdays] = useState<number[]>(() => before?.weekdays ?? [1, 2, 3, 4, 5]);
  const [from, setFrom] = useState(clockText(before?.fromMinute ?? 9 * 60));
  const [to, setTo] = useState(clockText(before?.toMinute ?? 18 * 60));
  const queryClient = useQueryClient();
  const [fromMinute, toMinute] = [readClock(from), readClock(to)];
  const isBackwards = fromMinute !== undefined && toMinute !== undefined && fromMinute >= toMinute;
  const save = useMutation({
    mutationFn: (input: Hours) => ask(SetServiceHoursDocument, { teamId: team?.id ?? '', input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['serviceHours'] });
      onDone();
    },
  });
  const hours =
    fromMinute !== undefined && toMinute !== undefined && !isBackwards && weekdays.length > 0
      ? { timeZone: zone, weekdays, fromMinute, toMinute }
      : undefined;
  const days = t('serviceHours.form.weekdays', 'Works on');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (hours) {
          save.mutate(hours);
        }
      }}
    >
      <Stack direction="column" gap={2}>
        {before ? (
          <h3>{team?.name}</h3>
        ) : (
          <Field noMargin label={t('serviceHours.form.team', 'Team')} required>
            <TeamPicker id="service-team" value={team} onChange={setTeam} />
          </Field>
        )}
        <Field
          noMargin
          label={days}
          invalid={weekdays.length === 0}
          error={t('serviceHours.form.noDay', 'Choose at least one day; a team without hours works around the clock.')}
        >
          <FilterPills
            label={days}
            options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
              value: String(day),
              text: weekdayText(weekdayNames[day % 7] ?? ''),
            }))}
            selected={weekdays.map(String)}
            onChange={(chosen) => setWeekdays(chosen.map(Number))}
          />
        </Field>
        <div className={styles.times}>
          <Field
            noMargin
            label={t('intervals.form.start', 'From')}
            invalid={fromMinute === undefined || isBackwards}
            error={
              isBackwards
                ? t('serviceHours.form.backwards', 'Work ends later than it begins.')
                : t('serviceHours.form.clock', 'A time such as 09:00')
            }
          >
            <Input
              id="service-from"
              width={10}
              value={from}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            />
          </Field>
          <Field
            noMargin
            label={t('intervals.form.end', 'To')}
            invalid={toMinute === undefined}
            error={t('serviceHours.form.clock', 'A time such as 09:00')}
          >
            <Input id="service-to" width={10} value={to} onChange={({ currentTarget }) => setTo(currentTarget.value)} />
          </Field>
          <Field noMargin label={t('zone.label', 'Time zone')}>
            <ZonePicker id="service-zone" value={zone} onChange={(next) => setZone(next ?? zone)} />
          </Field>
        </div>
        {hours && <WorkWeek hours={hours} />}
        {save.error ? <Failure error={save.error} /> : null}
        <Stack>
          <Button type="submit" disabled={save.isPending || team === null || hours === undefined}>
            {t('silences.form.save', 'Save')}
          </Button>
          <Button type="button" variant="secondary" onClick={onDone}>
            {t('silences.form.cancel', 'Cancel')}
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}

/** Minutes since midnight; undefined for what is no time. 24:00 is the end of the day. */
function readClock(text: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const minutes = Number(found?.[1]) * 60 + Number(found?.[2]);
  return found && Number(found[2]) < 60 && minutes <= 1_440 ? minutes : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  week: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  times: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
});
