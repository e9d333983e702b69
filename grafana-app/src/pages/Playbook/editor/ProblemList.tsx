import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { faultyAddresses, type Problem } from '../../../playbook/problems';
import { plain } from '../../../words/plain';

interface Props {
  problems: readonly Problem[];
  /** Brings a step into view. */
  onStep(address: string): void;
}

/** More than these help nobody at once. */
const SHOWN = 8;

/** What is wrong with a playbook, each a press away from where it is. */
export function ProblemList({ problems, onStep }: Props) {
  const styles = useStyles2(getStyles);
  if (problems.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={t('playbook.problemList', 'What is wrong')}>
      {problems.slice(0, SHOWN).map((problem, index) => {
        const { path, message, line } = problem;
        const [step] = faultyAddresses([problem]);
        const place = line ? t('playbook.line', 'Line {{line}}', { ...plain, line }) : path;
        return (
          <li key={index} className={styles.problem}>
            <Icon name="exclamation-triangle" className={styles.icon} />
            {place !== '' &&
              (step === undefined ? (
                <code className={styles.place}>{place}</code>
              ) : (
                <button type="button" className={styles.link} onClick={() => onStep(step)}>
                  {place}
                </button>
              ))}
            <span>{message}</span>
          </li>
        );
      })}
      {problems.length > SHOWN && (
        <li className={styles.problem}>
          {t('playbook.moreProblems', 'and {{count}} more', { ...plain, count: problems.length - SHOWN })}
        </li>
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: theme.spacing(1, 1.5),
    background: theme.colors.warning.transparent,
    border: `1px solid ${theme.colors.warning.borderTransparent}`,
    borderRadius: theme.shape.radius.default,
  }),
  problem: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.25, 1), minWidth: 0 }),
  icon: css({ color: theme.colors.warning.text, alignSelf: 'center' }),
  place: css({ fontSize: theme.typography.bodySmall.fontSize }),
  link: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.link,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { textDecoration: 'underline' },
  }),
});
