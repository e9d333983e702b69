import React, { useEffect, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Field, Input, Stack } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CreateTimeIntervalDocument,
  type TimeIntervalRowFragment,
  UpdateTimeIntervalDocument,
} from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { readWritten, type WrittenInterval } from '../../words/intervals';
import { EntryFields } from './EntryFields';
import { IntervalPreview, useIntervalPreview, useShownDays } from './IntervalPreview';
import { PasteInterval } from './PasteInterval';

const REST_MS = 300;

/** The form of a time interval, with the week or month in which it holds drawn beside it. */
export function IntervalDrawer({ before, onClose }: { before: TimeIntervalRowFragment | undefined; onClose(): void }) {
  const [name, setName] = useState(before?.name ?? '');
  const [entries, setEntries] = useState<WrittenInterval[]>(() =>
    before ? readWritten(before.intervals) : [office()]
  );
  const rested = useRested(entries);
  const shown = useShownDays(entries[0]?.location ?? 'UTC');
  const preview = useIntervalPreview(rested, shown.from, shown.until);
  const problems = preview.data?.problems ?? [];
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (input: { name: string; intervals: unknown }): Promise<unknown> =>
      before ? ask(UpdateTimeIntervalDocument, { id: before.id, input }) : ask(CreateTimeIntervalDocument, { input }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['timeIntervals'] });
      onClose();
    },
  });
  const whole = problems.filter(({ path }) => !/^\d+(\.|$)/.test(path));
  return (
    <Drawer
      size="md"
      title={before ? t('intervals.edit', 'Change the time interval') : t('intervals.new', 'New time interval')}
      subtitle={t('intervals.form.subtitle', 'It holds when one of its times holds.')}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim(), intervals: entries });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('inhibition.form.name', 'Name')} required>
            <Input id="interval-name" value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
          </Field>
          <PasteInterval
            onRead={(found, read) => {
              setEntries(read);
              if (found !== null && name.trim() === '') {
                setName(found);
              }
            }}
          />
          <IntervalPreview shown={shown} preview={preview} />
          {entries.map((entry, index) => (
            <EntryFields
              key={index}
              entry={entry}
              number={index + 1}
              problems={problems.flatMap(({ path, message }) =>
                path.startsWith(`${index}.`) ? [{ path: path.slice(`${index}.`.length), message }] : []
              )}
              onChange={(next) => setEntries(entries.map((each, at) => (at === index ? next : each)))}
              onRemove={entries.length > 1 ? () => setEntries(entries.filter((_, at) => at !== index)) : undefined}
            />
          ))}
          {whole.map(({ path, message }) => (
            <Alert key={`${path} ${message}`} severity="warning" title={message} />
          ))}
          <div>
            <Button
              type="button"
              size="sm"
              variant="secondary"
              icon="plus"
              onClick={() => setEntries([...entries, { ...office(), location: entries[0]?.location }])}
            >
              <Trans i18nKey="intervals.form.addEntry">Add other times</Trans>
            </Button>
          </div>
          {save.error ? <Failure error={save.error} /> : null}
          <Stack>
            <Button
              type="submit"
              disabled={save.isPending || name.trim() === '' || problems.length > 0 || rested !== entries}
            >
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

/** What most people begin with, by the clock of the browser. */
function office(): WrittenInterval {
  return {
    weekdays: ['monday:friday'],
    times: [{ start_time: '09:00', end_time: '17:00' }],
    location: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** A value once it has not changed for a moment. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(pause);
  }, [value]);
  return rested;
}
