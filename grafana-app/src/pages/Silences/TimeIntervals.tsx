import React, { useState } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, Drawer, EmptyState, Field, Input, Stack, TextArea } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateTimeIntervalDocument,
  DeleteTimeIntervalDocument,
  type TimeIntervalRowFragment,
  TimeIntervalsDocument,
  UpdateTimeIntervalDocument,
} from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { usePermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { QuietCard } from './QuietCard';

const example = [
  { weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '17:00' }], location: 'Asia/Taipei' },
];

/** Named times that routes refer to: in which, or outside which, their incidents are quiet. */
export function TimeIntervals() {
  const [editing, setEditing] = useState<TimeIntervalRowFragment | 'new'>();
  const may = usePermission('quiet:manage') === true;
  const queryClient = useQueryClient();
  const list = usePaged<TimeIntervalRowFragment>(['timeIntervals', 'all'], async (after, signal) => {
    const answer = await ask(TimeIntervalsDocument, { first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.timeIntervals, answer);
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(DeleteTimeIntervalDocument, { id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['timeIntervals'] }),
  });
  const add = (
    <Button icon="plus" variant="secondary" disabled={!may} onClick={() => setEditing('new')}>
      <Trans i18nKey="intervals.new">New time interval</Trans>
    </Button>
  );
  return (
    <>
      <Stack justifyContent="space-between" alignItems="center" wrap="wrap">
        <Quiet>
          <Trans i18nKey="intervals.help">
            Routes name these: an incident is quiet in a mute interval of its route, and outside all of its active ones.
          </Trans>
        </Quiet>
        {list.rows.length > 0 && add}
      </Stack>
      <div style={{ height: 16 }} />
      {remove.error ? <Failure error={remove.error} /> : null}
      <PagedRows
        list={list}
        empty={
          <EmptyState variant="call-to-action" message={t('intervals.none', 'No time intervals yet')} button={add}>
            <Trans i18nKey="intervals.noneHelp">
              For instance office hours, outside which a route tells nobody of warnings.
            </Trans>
          </EmptyState>
        }
      >
        {(rows) =>
          rows.map((interval) => (
            <QuietCard
              key={interval.id}
              title={interval.name}
              badge={
                <Badge
                  color={interval.isActive ? 'green' : 'darkgrey'}
                  icon="clock-nine"
                  text={
                    interval.isActive ? t('intervals.holds', 'Holds now') : t('intervals.holdsNot', 'Does not hold now')
                  }
                />
              }
              verbs={
                <>
                  <Button size="sm" variant="secondary" icon="pen" disabled={!may} onClick={() => setEditing(interval)}>
                    {t('silences.edit', 'Change…')}
                  </Button>
                  <ConfirmButton
                    size="sm"
                    confirmText={t('inhibition.confirm', 'Delete')}
                    confirmVariant="destructive"
                    disabled={!may}
                    onConfirm={() => remove.mutate(interval.id)}
                  >
                    {t('inhibition.delete', 'Delete')}
                  </ConfirmButton>
                </>
              }
            >
              {asLines(interval.intervals).map((line) => (
                <span key={line}>{line}</span>
              ))}
              {interval.nextTurn && (
                <Quiet>
                  {t('intervals.nextTurn', 'Changes {{time}}', { ...plain, time: dateTimeFormat(interval.nextTurn) })}
                </Quiet>
              )}
            </QuietCard>
          ))
        }
      </PagedRows>
      {editing !== undefined && (
        <IntervalDrawer before={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}

function IntervalDrawer({ before, onClose }: { before: TimeIntervalRowFragment | undefined; onClose(): void }) {
  const [name, setName] = useState(before?.name ?? '');
  const [text, setText] = useState(() => JSON.stringify(before?.intervals ?? example, null, 2));
  const parsed = parse(text);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (input: { name: string; intervals: unknown }): Promise<unknown> =>
      before ? ask(UpdateTimeIntervalDocument, { id: before.id, input }) : ask(CreateTimeIntervalDocument, { input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['timeIntervals'] });
      onClose();
    },
  });
  return (
    <Drawer
      size="md"
      title={before ? t('intervals.edit', 'Change the time interval') : t('intervals.new', 'New time interval')}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name, intervals: parsed });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('inhibition.form.name', 'Name')} required>
            <Input value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
          </Field>
          <Field
            noMargin
            label={t('intervals.form.when', 'When')}
            description={t(
              'intervals.form.whenHelp',
              'In Alertmanager’s words, as JSON: times, weekdays, days_of_month (negative from the end), months, years, location.'
            )}
            invalid={parsed === undefined}
            error={t('intervals.form.notJson', 'This is not JSON.')}
          >
            <TextArea
              rows={14}
              value={text}
              spellCheck={false}
              style={{ fontFamily: 'monospace' }}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </Field>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button type="submit" disabled={save.isPending || name.trim() === '' || parsed === undefined}>
              {t('silences.form.save', 'Save')}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('silences.form.cancel', 'Cancel')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each interval on a line, as it was written. */
function asLines(intervals: unknown): string[] {
  return Array.isArray(intervals)
    ? intervals.map((interval: object) =>
        Object.entries(interval)
          .map(([key, value]) => `${key}: ${Array.isArray(value) ? value.map(asText).join(', ') : String(value)}`)
          .join(' · ')
      )
    : [];
}

function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join('–') : String(value);
}
