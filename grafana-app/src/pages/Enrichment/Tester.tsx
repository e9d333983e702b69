import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { TestEnrichmentDocument } from '../../api/generated/graphql';
import { AlertPicker, type PickedAlert } from '../../components/AlertPicker/AlertPicker';
import { FormFailure } from '../../components/Failure/FormFailure';
import { IntegrationPicker } from '../../components/IntegrationPicker/IntegrationPicker';
import { Section } from '../../components/Section/Section';
import { type DraftRule, toInput } from './draft';
import { readLabels } from './readLabels';
import { TestOutcome } from './TestOutcome';

type Subject = 'labels' | 'alert';

const example = 'alertname=HighLatency\nseverity=warning\njob=checkout';

/** Tries the draft on labels, or on an alert that is known: what each rule made of it, or why nothing. */
export function Tester({ rules, ready }: { rules: readonly DraftRule[]; ready: boolean }) {
  const styles = useStyles2(getStyles);
  const [subject, setSubject] = useState<Subject>('labels');
  const [alert, setAlert] = useState<PickedAlert | null>(null);
  const [labels, setLabels] = useState(example);
  const [annotations, setAnnotations] = useState('');
  const [integrationId, setIntegrationId] = useState<string | null>(null);
  const readable = { labels: readLabels(labels), annotations: readLabels(annotations) };
  const test = useMutation({
    mutationFn: async () => {
      const about =
        subject === 'alert'
          ? { alertId: alert?.id ?? null }
          : { labels: readable.labels ?? {}, annotations: readable.annotations ?? {}, integrationId };
      return (await ask(TestEnrichmentDocument, { ...about, draftRules: toInput(rules) })).data.testEnrichment;
    },
  });
  const isComplete =
    subject === 'alert' ? alert !== null : readable.labels !== undefined && readable.annotations !== undefined;
  const unreadable = t('enrichment.test.unreadable', 'Write one name=value a line, or JSON');
  return (
    <Section title={t('enrichment.test.title', 'Try the draft')}>
      <Field label={t('enrichment.test.on', 'On')}>
        <RadioButtonGroup<Subject>
          options={[
            { value: 'labels', label: t('enrichment.test.labels', 'Labels') },
            { value: 'alert', label: t('enrichment.test.alert', 'An alert that came') },
          ]}
          value={subject}
          onChange={(next) => {
            setSubject(next);
            test.reset();
          }}
        />
      </Field>
      {subject === 'alert' ? (
        <Field
          label={t('enrichment.test.whichAlert', 'Alert')}
          description={t('enrichment.test.alertHelp', 'It is tried as its source said it, before any rule')}
        >
          <AlertPicker
            id="enrichment-test-alert"
            value={alert}
            onChange={(picked) => {
              setAlert(picked);
              test.reset();
            }}
          />
        </Field>
      ) : (
        <>
          <Field
            label={t('enrichment.test.labels', 'Labels')}
            invalid={readable.labels === undefined}
            error={readable.labels === undefined ? unreadable : undefined}
          >
            <TextArea
              id="enrichment-test-labels"
              rows={6}
              value={labels}
              onChange={({ currentTarget }) => setLabels(currentTarget.value)}
            />
          </Field>
          <Field
            label={t('enrichment.test.annotations', 'Annotations')}
            invalid={readable.annotations === undefined}
            error={readable.annotations === undefined ? unreadable : undefined}
          >
            <TextArea
              id="enrichment-test-annotations"
              rows={2}
              value={annotations}
              placeholder="summary=pod web-12 is slow"
              onChange={({ currentTarget }) => setAnnotations(currentTarget.value)}
            />
          </Field>
          <Field label={t('enrichment.test.integration', 'As if it came from')}>
            <IntegrationPicker
              id="enrichment-test-integration"
              value={integrationId}
              placeholder={t('enrichment.test.noIntegration', 'No integration')}
              onChange={setIntegrationId}
            />
          </Field>
        </>
      )}
      <Button
        icon={test.isPending ? 'spinner' : 'play'}
        variant="secondary"
        disabled={!ready || !isComplete || test.isPending}
        onClick={() => test.mutate()}
      >
        <Trans i18nKey="enrichment.test.run">Try</Trans>
      </Button>
      <div className={styles.outcome} aria-live="polite">
        <FormFailure error={test.error} />
        {test.data && <TestOutcome outcome={test.data} />}
      </div>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  outcome: css({ marginTop: theme.spacing(2) }),
});
