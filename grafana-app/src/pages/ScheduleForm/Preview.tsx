import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Stack } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { PreviewScheduleDocument, type ScheduleInput } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Quiet, Section } from '../../components/Section/Section';
import { orderPeople, ShiftGrid } from '../../components/ShiftGrid/ShiftGrid';
import { zoneDays } from '../../components/ShiftGrid/zoneDays';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { useNow } from '../../time/useNow';
import { hoursText } from '../../words/schedules';
import { ownZone } from '../../time/ownZone';
import { GridHead, type GridLook } from '../Schedule/GridHead';
import { finalRow, layerRows } from '../Schedule/gridRows';
import { schedulesKey } from '../Schedules/useSchedules';
import { ScoreBadge } from '../Schedules/ScheduleRow';

/** What the draft would come to, as it is being written. */
export function usePreview(id: string | undefined, input: ScheduleInput, from: number, to: number) {
  return useQuery({
    queryKey: [...schedulesKey, 'preview', id, from, to, input],
    queryFn: async ({ signal }) => {
      const asked = { id, input, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return (await ask(PreviewScheduleDocument, asked, signal)).data.previewSchedule;
    },
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });
}

interface Props {
  id: string | undefined;
  /** The draft, once typing paused. */
  input: ScheduleInput;
  onProblems(problems: Array<{ path: string; message: string }>): void;
}

/** The calendar of the draft, its gaps and its quality. */
export function Preview({ id, input, onProblems }: Props) {
  const now = useNow();
  const [look, setLook] = useState<GridLook>({ view: 'fortnight', ahead: 0, clock: 'schedule' });
  const zone = look.clock === 'mine' ? ownZone() : input.timeZone;
  const days = zoneDays(now, zone, look.view, look.ahead);
  const { data, error, isPending, refetch } = usePreview(id, input, days[0]?.from ?? 0, days.at(-1)?.to ?? 1);
  const problems = data?.problems ?? [];
  React.useEffect(() => onProblems(data?.problems ?? []), [data, onProblems]);
  const layers = input.layers.map((layer, at) => ({
    ...{ id: layer.id ?? '', name: layer.name, priority: layer.priority, shadow: layer.shadow ?? false, at },
  }));
  // A new layer is given its id by the platform: those that are not known here are the new ones, in their order.
  const given = [...new Set(data?.layerShifts.map(({ layerId }) => layerId) ?? [])];
  const fresh = given.filter((layerId) => !layers.some((layer) => layer.id === layerId));
  let next = 0;
  const named = layers.map((layer) => ({
    ...layer,
    id: layer.id === '' ? (fresh[next++] ?? `new-${layer.at}`) : layer.id,
  }));
  return (
    <Section
      title={t('scheduleForm.preview', 'What it comes to')}
      aside={data?.quality ? <ScoreBadge score={data.quality.score} /> : undefined}
    >
      {error ? <Failure error={error} retry={() => void refetch()} /> : null}
      {isPending && <Skeleton rows={3} />}
      {problems.length > 0 && (
        <Quiet>
          <Trans i18nKey="scheduleForm.previewWaits">It is shown as soon as the schedule is complete.</Trans>
        </Quiet>
      )}
      {data && problems.length === 0 && (
        <Stack direction="column" gap={1}>
          <GridHead look={look} days={days} scheduleZone={input.timeZone} onChange={setLook} />
          {data.quality && data.quality.gapCount > 0 && (
            <Alert
              severity="warning"
              title={t('scheduleForm.gaps', 'In the coming year nobody is on call {{count}} times', {
                count: data.quality.gapCount,
                defaultValue_one: 'In the coming year nobody is on call {{count}} time',
                defaultValue_other: 'In the coming year nobody is on call {{count}} times',
              })}
            >
              {hoursText(data.quality.gapHours)}
            </Alert>
          )}
          <ShiftGrid
            label={t('scheduleForm.preview', 'What it comes to')}
            rows={[...layerRows(named, data.layerShifts), finalRow(data.finalShifts, data.gaps)]}
            days={days}
            zone={zone}
            now={now}
            isDense={look.view === 'month'}
            people={orderPeople([...data.layerShifts, ...data.finalShifts])}
          />
        </Stack>
      )}
    </Section>
  );
}
