import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { Facts } from '../../components/Facts/Facts';
import { Section } from '../../components/Section/Section';
import { policyWords, startDecisionWords } from '../../words/runs';
import type { Run } from './useRun';

/** What the policies of the playbook said before the run began. */
export function Decisions({ run: { decisions } }: { run: Run }) {
  return decisions.length === 0 ? null : (
    <Section title={t('run.decisions', 'What the policies said')}>
      <DecisionList decisions={decisions} />
    </Section>
  );
}

/** Policies with what each said, or would say, and on what grounds. */
export function DecisionList({ decisions }: { decisions: ReadonlyArray<Omit<Run['decisions'][number], 'at'>> }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <ul className={styles.list}>
      {decisions.map(({ policy, verdict, reason, facts }, index) => {
        const { icon, color } = verdicts[verdict] ?? verdicts.passed;
        return (
          <li key={index} className={styles.row}>
            <Icon
              name={icon}
              style={{ color: theme.visualization.getColorByName(color) }}
              title={verdictWords(verdict)}
            />
            <strong className={styles.policy}>{policyWords(policy)}</strong>
            <span className={styles.reason}>
              {verdictWords(verdict)} · {startDecisionWords(reason)}
            </span>
            <Facts title={t('facts.title', 'Facts')} value={facts} />
          </li>
        );
      })}
    </ul>
  );
}

interface Verdict {
  icon: IconName;
  color: string;
}

const verdicts: Partial<Record<string, Verdict>> & { passed: Verdict } = {
  passed: { icon: 'check-circle', color: 'green' },
  held: { icon: 'clock-nine', color: 'yellow' },
  refused: { icon: 'times-circle', color: 'red' },
};

function verdictWords(verdict: string): string {
  switch (verdict) {
    case 'passed':
      return t('playbookPolicy.passed', 'Nothing against it');
    case 'held':
      return t('playbookPolicy.held', 'Had to wait');
    case 'refused':
      return t('playbookPolicy.refused', 'Refused');
    default:
      return verdict;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  policy: css({ fontWeight: theme.typography.fontWeightMedium }),
  reason: css({ color: theme.colors.text.secondary }),
});
