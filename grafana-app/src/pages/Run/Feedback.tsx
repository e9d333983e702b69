import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, TextArea, useStyles2 } from '@grafana/ui';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Section } from '../../components/Section/Section';
import { type Run, useRunVerbs } from './useRun';

/** Whether a run helped: what people say ranks the playbooks that are suggested. */
export function Feedback({ run }: { run: Run }) {
  const styles = useStyles2(getStyles);
  const { judge } = useRunVerbs(run.id);
  const reason = useReasonAgainst()('playbooks:run');
  const said = run.feedback;
  const [text, setText] = useState<string>();
  const [choice, setChoice] = useState<boolean>();
  const helped = choice ?? said?.helped;
  const words = text ?? said?.text ?? '';
  const isChanged = helped !== undefined && (helped !== said?.helped || words !== (said?.text ?? ''));
  const button = (value: boolean, label: string, icon: 'thumbs-up' | 'thumbs-down') => (
    <Button
      variant={helped === value ? 'primary' : 'secondary'}
      fill={helped === value ? 'solid' : 'outline'}
      icon={icon}
      aria-pressed={helped === value}
      {...availability(judge.isPending, reason)}
      onClick={() => setChoice(value)}
    >
      {label}
    </Button>
  );
  return (
    <Section title={t('run.didItHelp', 'Did it help?')}>
      <FormFailure error={judge.error} />
      <div className={styles.choice}>
        {button(true, t('run.helped', 'It helped'), 'thumbs-up')}
        {button(false, t('run.didNotHelp', 'It did not help'), 'thumbs-down')}
        {said && !isChanged && (
          <span role="status" className={styles.quiet}>
            {t('run.judged', 'Kept: it counts when playbooks are suggested.')}
          </span>
        )}
      </div>
      {helped !== undefined && (
        <div className={styles.words}>
          <Field label={t('run.feedbackText', 'What should others know? (optional)')}>
            <TextArea
              id="run-feedback"
              rows={2}
              maxLength={2_000}
              value={words}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </Field>
          <Button
            size="sm"
            disabled={!isChanged || judge.isPending}
            icon={judge.isPending ? 'spinner' : undefined}
            onClick={() => judge.mutate({ helped, text: words.trim() || null })}
          >
            <Trans i18nKey="run.sendFeedback">Keep it</Trans>
          </Button>
        </div>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  words: css({ maxWidth: 560 }),
  quiet: css({ color: theme.colors.text.secondary }),
});
