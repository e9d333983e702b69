import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Stack, TextArea } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateSilenceDocument,
  type SilenceInput,
  type SilenceRowFragment,
  UpdateSilenceDocument,
} from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import type { MatcherWords } from '../../words/quiet';
import { ScheduleFields, type ScheduleValue } from './ScheduleFields';
import { SilencePreview } from './SilencePreview';

const HOUR = 3_600;
const presets = [HOUR, 2 * HOUR, 8 * HOUR, 24 * HOUR, 7 * 24 * HOUR];

interface Props {
  /** What the form begins with: the silence that is changed, or the matchers of a new one. */
  from: SilenceRowFragment | MatcherWords[];
  onClose(): void;
}

/** The form of a silence, with what it would mute beside it. */
export function SilenceDrawer({ from, onClose }: Props) {
  const before = Array.isArray(from) ? undefined : from;
  const [matchers, setMatchers] = useState<MatcherWords[]>(() => startMatchers(from));
  const [comment, setComment] = useState(before?.comment ?? '');
  const [schedule, setSchedule] = useState<ScheduleValue>(() => startSchedule(before));
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (input: SilenceInput): Promise<unknown> =>
      before ? ask(UpdateSilenceDocument, { id: before.id, input }) : ask(CreateSilenceDocument, { input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['silences'] });
      void queryClient.invalidateQueries({ queryKey: ['quietCalendar'] });
      void queryClient.invalidateQueries({ queryKey: ['incident'] });
      onClose();
    },
  });
  const named = matchers.filter(({ name }) => name.trim() !== '');
  const submit = () =>
    save.mutate({
      matchers: named.map(({ name, operator, value }) => ({ name: name.trim(), operator, value })),
      comment,
      startsAt: schedule.startsAt.toISOString(),
      endsAt: schedule.endsAt.toISOString(),
      recurrence: schedule.recurrence,
    });
  return (
    <Drawer
      size="md"
      title={before ? t('silences.form.edit', 'Change the silence') : t('silences.form.new', 'New silence')}
      subtitle={t(
        'silences.form.subtitle',
        'Alerts that meet all conditions are kept and shown, but nobody is told of them.'
      )}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('silences.form.matchers', 'Alerts with these labels')}>
            <MatcherFields
              label={t('silences.form.matchers', 'Alerts with these labels')}
              matchers={matchers}
              onChange={setMatchers}
            />
          </Field>
          <SilencePreview matchers={matchers} />
          <ScheduleFields value={schedule} presets={presets} onChange={setSchedule} />
          <Field noMargin label={t('silences.form.comment', 'Why')} required>
            <TextArea
              rows={2}
              value={comment}
              placeholder={t('silences.form.commentHelp', 'What is being done, and where to read more')}
              onChange={({ currentTarget }) => setComment(currentTarget.value)}
            />
          </Field>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button
              type="submit"
              icon={save.isPending ? 'spinner' : 'bell-slash'}
              disabled={save.isPending || named.length === 0 || comment.trim() === ''}
            >
              {before ? t('silences.form.save', 'Save') : t('silences.form.create', 'Silence')}
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              <Trans i18nKey="silences.form.cancel">Cancel</Trans>
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}

function startMatchers(from: Props['from']): MatcherWords[] {
  const matchers = Array.isArray(from) ? from : from.matchers;
  return matchers.length > 0
    ? matchers.map(({ name, operator, value }) => ({ name, operator, value }))
    : [{ name: '', operator: 'EQUAL', value: '' }];
}

function startSchedule(before: SilenceRowFragment | undefined): ScheduleValue {
  if (before && (before.state === 'ACTIVE' || before.state === 'PENDING' || before.state === 'WAITING_APPROVAL')) {
    const { startsAt, endsAt, recurrence } = before;
    return {
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      recurrence: recurrence
        ? { rule: recurrence.rule, durationSeconds: recurrence.durationSeconds, timeZone: recurrence.timeZone }
        : null,
    };
  }
  const now = new Date();
  return { startsAt: now, endsAt: new Date(now.getTime() + 2 * HOUR * 1000), recurrence: null };
}
