import React, { useCallback, useEffect, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Button, EmptyState, Field, Input, LinkButton, Stack, TextArea } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { CreateScheduleDocument, UpdateScheduleDocument } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { FormFailure } from '../../components/Failure/FormFailure';
import { HoursFields } from '../../components/HoursFields/HoursFields';
import { Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { ownZone } from '../../time/ownZone';
import { useSchedule } from '../Schedule/useSchedule';
import { schedulesKey } from '../Schedules/useSchedules';
import { draftOf, inputOf, newLayer, newSchedule, problemsOfLayer, type ScheduleDraft } from './draft';
import { LayerFields } from './LayerFields';
import { Preview } from './Preview';

/** Makes a schedule, or changes all of one. */
export function ScheduleForm() {
  const { id } = useParams();
  return id === undefined ? (
    <Form before={undefined} start={newSchedule(ownZone(), t('scheduleForm.firstLayer', 'Primary'))} />
  ) : (
    <Change id={id} />
  );
}

function Change({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useSchedule(id);
  // What is being written is not overwritten when the schedule is read again.
  const [before, setBefore] = useState(data ?? undefined);
  if (before === undefined && data) {
    setBefore(data);
  }
  if (before) {
    return <Form before={{ id, name: before.name, version: before.version }} start={draftOf(before)} />;
  }
  return (
    <PluginPage pageNav={{ text: t('schedule.title', 'Schedule') }}>
      {isPending ? (
        <Skeleton rows={6} />
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <EmptyState variant="not-found" message={t('schedule.notFound', 'There is no such schedule')} />
      )}
    </PluginPage>
  );
}

const TYPING_PAUSE_MS = 400;

function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setPaused(value), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [value]);
  return paused;
}

interface FormProps {
  before: { id: string; name: string; version: number } | undefined;
  start: ScheduleDraft;
}

function Form({ before, start }: FormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [began] = useState(start);
  const [draft, setDraft] = useState(began);
  const guard = useLeaveGuard({ isChanged: draft !== began });
  const [problems, setProblems] = useState<Array<{ path: string; message: string }>>([]);
  const paused = usePaused(draft);
  const reason = useReasonAgainst()('schedules:manage');
  const set = (change: Partial<ScheduleDraft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: async (): Promise<string> => {
      const input = inputOf(draft);
      return before === undefined
        ? (await ask(CreateScheduleDocument, { input })).data.createSchedule.id
        : (await ask(UpdateScheduleDocument, { id: before.id, input, expectedVersion: before.version })).data
            .updateSchedule.id;
    },
    onSuccess: async (id) => {
      await queryClient.invalidateQueries({ queryKey: schedulesKey });
      guard.free();
      navigate(paths.schedule(id));
    },
  });
  const isOvertaken = save.error instanceof ApiError && save.error.code === 'CONFLICT' && before !== undefined;
  const addLayer = () => {
    const highest = Math.max(0, ...draft.layers.map(({ priority }) => Number(priority) || 0));
    const name = t('scheduleForm.layer', 'Layer {{place}}', { ...plain, place: draft.layers.length + 1 });
    set({ layers: [...draft.layers, newLayer(highest + 1, name)] });
  };
  // Above the layers stand the problems of everything else; a layer's stand in it.
  const general = problems.filter(({ path }) => !/^layers\.\d+/.test(path) && !(path === 'name' && draft.name === ''));
  const back = before === undefined ? paths.schedules : paths.schedule(before.id);
  return (
    <PluginPage
      pageNav={{
        text:
          before === undefined
            ? t('schedules.new', 'New schedule')
            : t('scheduleForm.editing', 'Edit {{name}}', { ...plain, name: before.name }),
        parentItem: { text: t('schedules.title', 'Schedules'), url: paths.schedules },
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Section title={t('scheduleForm.about', 'The schedule')}>
          <Stack direction="row" gap={2} wrap="wrap">
            <Field noMargin required label={t('scheduleForm.name', 'Name')} htmlFor="schedule-name">
              <Input
                id="schedule-name"
                width={36}
                value={draft.name}
                maxLength={100}
                onChange={({ currentTarget }) => set({ name: currentTarget.value })}
              />
            </Field>
            <Field noMargin label={t('scheduleForm.team', 'Team')} htmlFor="schedule-team">
              <TeamPicker id="schedule-team" width={28} value={draft.team} onChange={(team) => set({ team })} />
            </Field>
            <Field
              noMargin
              label={t('scheduleForm.zone', 'Time zone')}
              description={t(
                'scheduleForm.zoneHelp',
                'Hand-overs keep their time of day in it when the clocks change.'
              )}
              htmlFor="schedule-zone"
            >
              <ZonePicker
                id="schedule-zone"
                value={draft.timeZone}
                onChange={(zone) => set({ timeZone: zone ?? ownZone() })}
              />
            </Field>
            <Field noMargin label={t('scheduleForm.description', 'Description')} htmlFor="schedule-description">
              <Input
                id="schedule-description"
                width={48}
                value={draft.description}
                maxLength={2000}
                onChange={({ currentTarget }) => set({ description: currentTarget.value })}
              />
            </Field>
          </Stack>
        </Section>
        <Preview id={before?.id} input={inputOf(paused)} onProblems={useCallback((found) => setProblems(found), [])} />
        <Section
          title={t('scheduleForm.layers', 'Layers')}
          aside={
            <Button type="button" size="sm" variant="secondary" icon="plus" onClick={addLayer}>
              <Trans i18nKey="scheduleForm.addLayer">Add a layer</Trans>
            </Button>
          }
        >
          {draft.layers.map((layer, at) => (
            <LayerFields
              key={layer.key}
              layer={layer}
              place={at + 1}
              problems={problemsOfLayer(problems, at)}
              isOnly={draft.layers.length === 1}
              onChange={(changed) =>
                set({ layers: draft.layers.map((each) => (each.key === changed.key ? changed : each)) })
              }
              onRemove={() => set({ layers: draft.layers.filter(({ key }) => key !== layer.key) })}
            />
          ))}
        </Section>
        <Section title={t('scheduleForm.more', 'Expected hours and holidays')}>
          <Stack direction="column" gap={2}>
            <Field
              noMargin
              label={t('scheduleForm.expected', 'Somebody must be on call in these hours')}
              description={t('scheduleForm.expectedHelp', 'None means always. What is outside them counts as no gap.')}
            >
              <HoursFields
                label={t('scheduleForm.expected', 'Somebody must be on call in these hours')}
                hours={draft.expected}
                onChange={(expected) => set({ expected })}
              />
            </Field>
            <Field
              noMargin
              label={t('scheduleForm.holidayDates', 'Holidays')}
              description={t('scheduleForm.holidayDatesHelp', 'Dates such as 2026-12-25, one a line.')}
              htmlFor="schedule-holidays"
            >
              <TextArea
                id="schedule-holidays"
                rows={3}
                value={draft.holidayDates}
                onChange={({ currentTarget }) => set({ holidayDates: currentTarget.value })}
              />
            </Field>
            <Field
              noMargin
              label={t('scheduleForm.holidayUrl', 'Calendar of holidays (iCal)')}
              description={t('scheduleForm.holidayUrlHelp', 'Its events of whole days are holidays.')}
              htmlFor="schedule-holiday-url"
            >
              <Input
                id="schedule-holiday-url"
                value={draft.holidayUrl}
                onChange={({ currentTarget }) => set({ holidayUrl: currentTarget.value })}
              />
            </Field>
          </Stack>
        </Section>
        <Stack direction="column" gap={1}>
          {general.length > 0 && (
            <Alert severity="warning" title={t('scheduleForm.problems', 'Something is missing')}>
              {general.map(({ path, message }) => (
                <div key={path + message}>{message}</div>
              ))}
            </Alert>
          )}
          <FormFailure error={save.error} />
          {isOvertaken && (
            <Alert severity="info" title={t('scheduleForm.overtaken', 'Your draft is kept')}>
              <Trans i18nKey="scheduleForm.overtakenHelp">
                Open the schedule in another tab to see what was changed, then edit it anew.
              </Trans>
            </Alert>
          )}
          <Stack>
            <Button
              type="submit"
              disabled={reason !== undefined || save.isPending || draft.name.trim() === ''}
              tooltip={reason}
            >
              <Trans i18nKey="scheduleForm.save">Save</Trans>
            </Button>
            <LinkButton variant="secondary" href={back}>
              <Trans i18nKey="scheduleForm.cancel">Cancel</Trans>
            </LinkButton>
          </Stack>
        </Stack>
      </form>
      {guard.prompt}
    </PluginPage>
  );
}
