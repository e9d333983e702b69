import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ReadTimeIntervalsDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { intervalLines, readWritten, type WrittenInterval } from '../../words/intervals';
import { plain } from '../../words/plain';

interface Props {
  /** `name` is null where the text says the times only. */
  onRead(name: string | null, entries: WrittenInterval[]): void;
}

/** Takes a time interval out of a text in Alertmanager's syntax; of several, one is chosen. */
export function PasteInterval({ onRead }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: async () => (await ask(ReadTimeIntervalsDocument, { text })).data.readTimeIntervals,
    onSuccess: ({ timeIntervals: [only, ...others], notes }) => {
      if (only && others.length === 0 && notes.length === 0) {
        take(only);
      }
    },
  });
  const take = ({ name, intervals }: { name?: string | null; intervals: unknown }) => {
    onRead(name ?? null, readWritten(intervals));
    setIsOpen(false);
    setText('');
    read.reset();
  };
  if (!isOpen) {
    return (
      <div>
        <Button
          type="button"
          size="sm"
          variant="secondary"
          fill="text"
          icon="clipboard-alt"
          onClick={() => setIsOpen(true)}
        >
          <Trans i18nKey="intervals.paste.open">Paste from Alertmanager…</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.paste}>
      <Field
        noMargin
        label={t('intervals.paste.label', 'Alertmanager’s syntax')}
        description={t('intervals.paste.help', 'YAML or JSON: time_intervals, one of them, or the times alone')}
      >
        <TextArea
          id="interval-paste"
          rows={7}
          className={styles.text}
          spellCheck={false}
          value={text}
          placeholder={
            '- weekdays: [monday:friday]\n  times: [{ start_time: 09:00, end_time: 17:00 }]\n  location: Asia/Taipei'
          }
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            read.reset();
          }}
        />
      </Field>
      {read.error ? <Failure error={read.error} /> : null}
      {read.data?.notes.map(({ line, path, message }) => (
        <div key={`${line} ${path} ${message}`} role="alert" className={styles.note}>
          {t('routes.import.line', 'line {{line}}', { ...plain, line })} {path} {message}
        </div>
      ))}
      {read.data?.timeIntervals.map((interval, index) => (
        <div key={index} className={styles.found}>
          <span>
            <strong>{interval.name}</strong> {intervalLines(interval.intervals).join('; ')}
          </span>
          <Button type="button" size="sm" variant="secondary" onClick={() => take(interval)}>
            <Trans i18nKey="intervals.paste.take">Take this</Trans>
          </Button>
        </div>
      ))}
      <div className={styles.buttons}>
        <Button
          type="button"
          size="sm"
          icon={read.isPending ? 'spinner' : undefined}
          disabled={text.trim() === '' || read.isPending}
          onClick={() => read.mutate()}
        >
          <Trans i18nKey="intervals.paste.read">Read</Trans>
        </Button>
        <Button type="button" size="sm" variant="secondary" fill="text" onClick={() => setIsOpen(false)}>
          {t('silences.form.cancel', 'Cancel')}
        </Button>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  paste: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  note: css({ color: theme.colors.warning.text, overflowWrap: 'anywhere' }),
  found: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
  }),
  buttons: css({ display: 'flex', gap: theme.spacing(1) }),
});
