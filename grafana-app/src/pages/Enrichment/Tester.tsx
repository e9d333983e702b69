import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Icon, type IconName, TextArea, useStyles2 } from '@grafana/ui';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { TestEnrichmentDocument, type TestEnrichmentQuery } from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { Section } from '../../components/Section/Section';
import { stepWords } from '../../words/enrichment';
import { plain } from '../../words/plain';
import { readLabels } from './readLabels';
import { type DraftRule, toInput } from './useEnrichment';

const example = 'alertname=HighLatency\nseverity=warning\njob=checkout';

/** Tries the draft on labels: what each rule made of them, or why nothing. */
export function Tester({ rules, ready }: { rules: DraftRule[]; ready: boolean }) {
  const styles = useStyles2(getStyles);
  const [labels, setLabels] = useState(example);
  const [annotations, setAnnotations] = useState('');
  const readable = { labels: readLabels(labels), annotations: readLabels(annotations) };
  const test = useMutation({
    mutationFn: async () =>
      (
        await ask(TestEnrichmentDocument, {
          labels: readable.labels ?? {},
          annotations: readable.annotations ?? {},
          draftRules: toInput(rules),
        })
      ).data.testEnrichment,
  });
  const unreadable = t('enrichment.test.unreadable', 'Write one name=value a line, or JSON');
  return (
    <Section title={t('enrichment.test.title', 'Try the draft')}>
      <Field
        label={t('enrichment.test.labels', 'Labels')}
        invalid={readable.labels === undefined}
        error={readable.labels === undefined ? unreadable : undefined}
      >
        <TextArea rows={6} value={labels} onChange={({ currentTarget }) => setLabels(currentTarget.value)} />
      </Field>
      <Field
        label={t('enrichment.test.annotations', 'Annotations')}
        invalid={readable.annotations === undefined}
        error={readable.annotations === undefined ? unreadable : undefined}
      >
        <TextArea
          rows={2}
          value={annotations}
          placeholder="summary=pod web-12 is slow"
          onChange={({ currentTarget }) => setAnnotations(currentTarget.value)}
        />
      </Field>
      <Button
        icon="play"
        variant="secondary"
        disabled={!ready || readable.labels === undefined || readable.annotations === undefined || test.isPending}
        onClick={() => test.mutate()}
      >
        <Trans i18nKey="enrichment.test.run">Try</Trans>
      </Button>
      <div className={styles.outcome} aria-live="polite">
        {test.error !== null && <Failure error={test.error} retry={() => test.mutate()} />}
        {test.data && <Outcome outcome={test.data} />}
      </div>
    </Section>
  );
}

type Tried = TestEnrichmentQuery['testEnrichment'];
type Words = Tried['after'];

function Outcome({ outcome }: { outcome: Tried }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <ol className={styles.steps}>
        {outcome.steps.map((step) => {
          const { reason, facts } = step.decision;
          const message = asRecord(facts).message;
          return (
            <li key={step.ruleId} className={styles.step}>
              <Icon name={icons[reason] ?? 'minus'} className={reason === 'failed' ? styles.removed : undefined} />
              <div className={styles.text}>
                <div>
                  <strong>{step.rule}</strong> <span className={styles.reason}>{stepWords(reason)}</span>
                </div>
                {typeof message === 'string' && <div className={styles.removed}>{message}</div>}
                {differences(step.before, step.after).map(({ name, before, after }) => (
                  <div key={name} className={styles.change}>
                    <code>{name}</code>
                    {before !== '' && <del className={styles.removed}>{before}</del>}
                    {after !== '' && <ins className={styles.added}>{after}</ins>}
                  </div>
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      <p className={styles.reason}>
        {outcome.droppedBy != null
          ? t('enrichment.test.dropped', 'The alert goes no further: “{{rule}}” drops it.', {
              ...plain,
              rule: outcome.droppedBy,
            })
          : outcome.steps.length === 0
            ? t('enrichment.test.noRules', 'There are no rules: the alert stays as it is.')
            : t('enrichment.test.result', 'The alert goes on as {{severity}} with: {{labels}}', {
                ...plain,
                severity: outcome.after.severity,
                labels: Object.entries(outcome.after.labels)
                  .map(([name, value]) => `${name}="${String(value)}"`)
                  .join(', '),
              })}
      </p>
    </>
  );
}

const icons: Record<string, IconName> = {
  applied: 'check',
  failed: 'exclamation-triangle',
  dropped_by_rule: 'trash-alt',
};

/** What changed between two states of an alert: labels by their names, and the other words by theirs. */
function differences(before: Words, after: Words): Array<{ name: string; before: string; after: string }> {
  const [old, present] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(present)])]
    .map((name) => ({ name, before: old[name] ?? '', after: present[name] ?? '' }))
    .filter((change) => change.before !== change.after);
}

function flat({ labels, severity, ownerTeamId, priority }: Words): Record<string, string> {
  const texts = Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
  return {
    ...texts,
    [t('enrichment.rule.severity', 'Severity')]: severity,
    [t('enrichment.rule.team', 'Owner team')]: ownerTeamId ?? '',
    [t('enrichment.rule.priority', 'Priority')]: priority ?? '',
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  outcome: css({ marginTop: theme.spacing(2) }),
  steps: css({ listStyle: 'none' }),
  step: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  reason: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  change: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  removed: css({ color: theme.colors.error.text }),
  added: css({ color: theme.colors.success.text, textDecoration: 'none' }),
});
