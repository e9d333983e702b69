import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import type { TestEnrichmentQuery } from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { Labels } from '../../components/Labels/Labels';
import { Look } from '../../components/Look/Look';
import { stepWords } from '../../words/enrichment';
import { severityLook } from '../../words/incidents';
import { plain } from '../../words/plain';
import { useTeamName } from './useTeamName';

type Tried = TestEnrichmentQuery['testEnrichment'];
type Words = Tried['after'];

/** What rules made of an alert, step by step, and what it is in the end. */
export function TestOutcome({ outcome }: { outcome: Tried }) {
  const styles = useStyles2(getStyles);
  const teamName = useTeamName();
  const { before, after, droppedBy, steps } = outcome;
  return (
    <>
      <h3 className={styles.title}>{t('enrichment.test.before', 'As its source says it')}</h3>
      <Labels labels={before.labels} />
      {steps.length === 0 ? (
        <p className={styles.reason}>{t('enrichment.test.noRules', 'There are no rules: the alert stays as it is.')}</p>
      ) : (
        <ol className={styles.steps} aria-label={t('enrichment.test.steps', 'What each rule did')}>
          {steps.map((step) => {
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
                  {differences(step.before, step.after, teamName).map(({ name, before, after }) => (
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
      )}
      {droppedBy != null ? (
        <p>
          {t('enrichment.test.dropped', 'The alert goes no further: “{{rule}}” drops it.', {
            ...plain,
            rule: droppedBy,
          })}
        </p>
      ) : (
        steps.length > 0 && (
          <>
            <h3 className={styles.title}>{t('enrichment.test.after', 'As it goes on')}</h3>
            <dl className={styles.facts} aria-label={t('enrichment.test.after', 'As it goes on')}>
              <dt>{t('enrichment.rule.severity', 'Severity')}</dt>
              <dd>
                <Look look={severityLook(after.severity)} />
              </dd>
              {after.ownerTeamId != null && (
                <>
                  <dt>{t('enrichment.rule.team', 'Owner team')}</dt>
                  <dd>{teamName(after.ownerTeamId)}</dd>
                </>
              )}
              {after.priority != null && (
                <>
                  <dt>{t('enrichment.rule.priority', 'Priority')}</dt>
                  <dd>{after.priority}</dd>
                </>
              )}
              <dt>{t('enrichment.test.labels', 'Labels')}</dt>
              <dd>
                <Labels labels={after.labels} />
              </dd>
            </dl>
          </>
        )
      )}
    </>
  );
}

const icons: Record<string, IconName> = {
  applied: 'check',
  failed: 'exclamation-triangle',
  dropped_by_rule: 'trash-alt',
};

/** What changed between two states of an alert: labels by their names, and the other words by theirs. */
function differences(before: Words, after: Words, teamName: (id: string) => string) {
  const [old, present] = [flatten(before, teamName), flatten(after, teamName)];
  return [...new Set([...Object.keys(old), ...Object.keys(present)])]
    .map((name) => ({ name, before: old[name] ?? '', after: present[name] ?? '' }))
    .filter((change) => change.before !== change.after);
}

function flatten(
  { labels, severity, ownerTeamId, priority }: Words,
  teamName: (id: string) => string
): Record<string, string> {
  const texts = Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
  return {
    ...texts,
    [t('enrichment.rule.severity', 'Severity')]: severityLook(severity).text,
    [t('enrichment.rule.team', 'Owner team')]: ownerTeamId == null ? '' : teamName(ownerTeamId),
    [t('enrichment.rule.priority', 'Priority')]: priority ?? '',
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h6, margin: theme.spacing(1, 0, 0.5) }),
  steps: css({ listStyle: 'none', margin: theme.spacing(1, 0) }),
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
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
