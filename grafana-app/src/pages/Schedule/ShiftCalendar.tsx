import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { OverrideFieldsFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Quiet } from '../../components/Section/Section';
import { type GridRow, type GridSpan, orderPeople, ShiftGrid } from '../../components/ShiftGrid/ShiftGrid';
import { zoneDays } from '../../components/ShiftGrid/zoneDays';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { useNow } from '../../time/useNow';
import { personName } from '../../words/people';
import { plain } from '../../words/plain';
import { spanText } from '../../words/schedules';
import { ownZone } from '../../time/ownZone';
import { GridHead, type GridLook } from './GridHead';
import { finalRow, layerRows, overrideRow } from './gridRows';
import type { OverrideDraft } from './OverrideDrawer';
import { type ScheduleVerbs, type ScheduleView, type ShiftsView, useShifts } from './useSchedule';

interface Props {
  schedule: ScheduleView;
  verbs: ScheduleVerbs;
  mayOverride: boolean;
  mayChange(override: OverrideFieldsFragment): boolean;
  onEdit(draft: OverrideDraft): void;
}

/** The layers, the overrides and what they come to, over two weeks or a month. */
export function ShiftCalendar({ schedule, verbs, mayOverride, mayChange, onEdit }: Props) {
  const now = useNow();
  const [look, setLook] = useState<GridLook>({ view: 'fortnight', ahead: 0, clock: 'schedule' });
  const zone = look.clock === 'mine' ? ownZone() : schedule.timeZone;
  const days = zoneDays(now, zone, look.view, look.ahead);
  const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
  const { data, error, isPending, refetch } = useShifts(schedule.id, from, to);
  const overrides = data?.overrides.edges.map(({ node }) => node) ?? [];
  const overrideOf = (id: string) => overrides.find((each) => each.id === id);

  const open = (span: GridSpan, row: GridRow) => {
    const override = row.id === 'overrides' ? overrideOf(span.id) : undefined;
    if (override && mayChange(override)) {
      onEdit(draftOf(override));
    } else if (!override && mayOverride && span.to > now) {
      onEdit({ from: Math.max(span.from, now), to: span.to, person: null, replaces: null, note: '' });
    }
  };
  const move = (span: GridSpan, begins: number, ends: number) => {
    const override = overrideOf(span.id);
    if (override) {
      const { person, replaces, note } = override;
      const times = { startsAt: new Date(begins).toISOString(), endsAt: new Date(ends).toISOString() };
      verbs.change.mutate({ id: span.id, input: { ...times, personId: person?.id, replacesId: replaces?.id, note } });
    }
  };
  return (
    <div>
      <GridHead look={look} days={days} scheduleZone={schedule.timeZone} onChange={setLook} />
      {error ? <Failure error={error} retry={() => void refetch()} /> : null}
      <FormFailure error={verbs.change.error} />
      {isPending && <Skeleton rows={4} />}
      {data && (
        <>
          <Troubles shifts={data} zone={zone} />
          <ShiftGrid
            label={t('schedule.grid', 'Who is on call when')}
            rows={[
              ...layerRows(data.layers, data.layerShifts),
              ...overrideRow(overrides, (override) => mayChange(override) && Date.parse(override.endsAt) > now),
              finalRow(data.finalShifts, data.gaps),
            ]}
            days={days}
            zone={zone}
            now={now}
            isDense={look.view === 'month'}
            people={orderPeople([...data.layerShifts, ...data.finalShifts])}
            onDraw={
              mayOverride
                ? (begins, ends) => onEdit({ from: begins, to: ends, person: null, replaces: null, note: '' })
                : undefined
            }
            onOpen={open}
            onMove={move}
          />
          {mayOverride && (
            <Quiet>
              <Trans i18nKey="schedule.gridHelp">
                Draw on the last row to make an override, drag the ends of one to move it, or press Enter on a shift.
              </Trans>
            </Quiet>
          )}
        </>
      )}
    </div>
  );
}

function draftOf({ id, startsAt, endsAt, person, replaces, note }: OverrideFieldsFragment): OverrideDraft {
  return {
    id,
    from: Date.parse(startsAt),
    to: Date.parse(endsAt),
    person: person ?? null,
    replaces: replaces ?? null,
    note,
  };
}

/** Gaps and people who are on call twice, in the time shown. */
function Troubles({ shifts, zone }: { shifts: ShiftsView; zone: string }) {
  const { gaps, doubleBookings } = shifts;
  const most = 5;
  return (
    <>
      {gaps.length > 0 && (
        <Alert
          severity="warning"
          title={t('schedule.gapsShown', 'Nobody is on call {{count}} times in this time', {
            count: gaps.length,
            defaultValue_one: 'Nobody is on call {{count}} time in this time',
            defaultValue_other: 'Nobody is on call {{count}} times in this time',
          })}
        >
          {gaps.slice(0, most).map(({ from, to }) => (
            <div key={from}>{spanText(from, to, zone)}</div>
          ))}
          {gaps.length > most && '…'}
        </Alert>
      )}
      {doubleBookings.length > 0 && (
        <Alert severity="info" title={t('schedule.doubles', 'Somebody is on call in two schedules at once')}>
          {foldDoubles(doubleBookings).map(({ key, count, person, otherScheduleName, from, to }) => (
            <div key={key}>
              {t('schedule.double', '{{name}} also in {{schedule}}: {{time}}', {
                ...{ ...plain, name: personName(person), schedule: otherScheduleName, time: spanText(from, to, zone) },
              })}
              {count > 1 &&
                ` ${t('schedule.doubleMore', 'and {{count}} times more', {
                  count: count - 1,
                  defaultValue_one: 'and {{count}} time more',
                  defaultValue_other: 'and {{count}} times more',
                })}`}
            </div>
          ))}
        </Alert>
      )}
    </>
  );
}

type Double = ShiftsView['doubleBookings'][number];

/** One line for each person and other schedule: the first time, and how many there are. */
function foldDoubles(doubles: readonly Double[]): Array<Double & { key: string; count: number }> {
  const folded = new Map<string, Double & { key: string; count: number }>();
  for (const double of doubles) {
    const key = `${double.person?.id} ${double.otherScheduleId}`;
    folded.set(key, { ...(folded.get(key) ?? { ...double, key, count: 0 }), count: (folded.get(key)?.count ?? 0) + 1 });
  }
  return [...folded.values()];
}
