import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { Failure } from '../../components/Failure/Failure';
import { Section } from '../../components/Section/Section';
import type { DraftTrigger } from './triggerDraft';
import { useTrial } from './useTriggers';
import { VerdictList } from './VerdictList';

/** Tries the draft on the events that are stored: what it would have matched, and of the rest why not. */
export function TriggerTrial({ draft }: { draft: DraftTrigger }) {
  const styles = useStyles2(getStyles);
  const [days, setDays] = useState(7);
  const trial = useTrial();
  const reason =
    draft.playbook === null ? t('triggers.form.needsPlaybook', 'Choose the playbook that it starts.') : undefined;
  return (
    <Section title={t('triggers.trial.title', 'Try it on what happened')}>
      <div className={styles.verbs}>
        <RadioButtonGroup
          aria-label={t('triggers.trial.days', 'Days')}
          options={[1, 7, 30].map((value) => ({
            value,
            label: t('triggers.trial.day', '{{count}} days', {
              count: value,
              defaultValue_one: '{{count}} day',
              defaultValue_other: '{{count}} days',
            }),
          }))}
          value={days}
          onChange={setDays}
        />
        <Button
          variant="secondary"
          icon={trial.isPending ? 'spinner' : 'play'}
          disabled={trial.isPending || reason !== undefined}
          tooltip={reason}
          onClick={() =>
            trial.mutate({ draft: { ...draft, name: draft.name.trim() === '' ? 'draft' : draft.name }, days })
          }
        >
          {t('triggers.trial.try', 'Try')}
        </Button>
        {trial.data && (
          <span role="status">
            {t('triggers.trial.result', '{{matched}} of {{seen}} events match', {
              matched: trial.data.matched,
              seen: trial.data.seen,
            })}
            {trial.data.isCut ? ` ${t('triggers.trial.cut', '(older ones were not looked at)')}` : ''}
          </span>
        )}
      </div>
      {trial.error ? <Failure error={trial.error} /> : null}
      {trial.data && (
        <div className={styles.verdicts}>
          <VerdictList verdicts={trial.data.verdicts} />
        </div>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  verdicts: css({ maxHeight: 420, overflowY: 'auto', marginTop: theme.spacing(1) }),
});
