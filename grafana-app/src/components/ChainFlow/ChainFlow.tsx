import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ChainStepFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { formatSpan } from '../../time/formatSpan';
import { conditionWords, type Names, stepIcons, stepWords } from '../../words/escalation';

interface Props<Step extends ChainStepFragment> {
  steps: readonly Step[];
  names: Names;
  /** Place of the step that comes next, where it runs. */
  next?: number;
  /** What stands at the right of a step. */
  aside?(step: Step, index: number): ReactNode;
  /** What stands below a step. */
  below?(step: Step, index: number): ReactNode;
}

/** A chain drawn as a flow: each step with its conditions, and when it comes if nobody answers. */
export function ChainFlow<Step extends ChainStepFragment>({ steps, names, next, aside, below }: Props<Step>) {
  const styles = useStyles2(getStyles);
  const starts = startsOf(steps);
  return (
    <ol className={styles.flow}>
      {steps.map((step, index) => {
        const at = starts[index] ?? 0;
        return (
          <li key={step.id ?? index} className={cx(styles.step, next === index && styles.next)}>
            <span className={styles.time}>{at === 0 ? '0' : `+${formatSpan(at * 1000, language())}`}</span>
            <span className={cx(styles.dot, step.kind === 'WAIT' && styles.waits)}>
              <Icon name={stepIcons[step.kind]} size="sm" />
            </span>
            <span className={styles.what}>
              <span className={step.kind === 'WAIT' ? styles.quiet : undefined}>{stepWords(step, names)}</span>
              {conditionWords(step).map((words) => (
                <span key={words} className={styles.condition}>
                  {words}
                </span>
              ))}
              {below?.(step, index)}
            </span>
            {aside && <span className={styles.aside}>{aside(step, index)}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** Seconds from the beginning to each step, if nobody answers. */
function startsOf(steps: readonly ChainStepFragment[]): number[] {
  let seconds = 0;
  return steps.map((step) => {
    const start = seconds;
    seconds += step.kind === 'WAIT' ? (step.seconds ?? 0) : 0;
    return start;
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  flow: css({ listStyle: 'none', margin: 0, padding: 0 }),
  step: css({
    position: 'relative',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(0.75, 0.5),
    // The line from one step to the next runs behind the dots.
    '&:not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: `calc(${theme.spacing(0.5)} + 72px + ${theme.spacing(1)} + 11px)`,
      top: theme.spacing(3.5),
      bottom: theme.spacing(-1),
      borderLeft: `2px solid ${theme.colors.border.medium}`,
    },
  }),
  next: css({ background: theme.colors.action.selected, borderRadius: theme.shape.radius.default }),
  time: css({
    flex: 'none',
    width: 72,
    textAlign: 'right',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '24px',
    fontVariantNumeric: 'tabular-nums',
  }),
  dot: css({
    position: 'relative',
    flex: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 24,
    height: 24,
    borderRadius: theme.shape.radius.circle,
    color: theme.colors.primary.contrastText,
    background: theme.colors.primary.main,
  }),
  waits: css({
    color: theme.colors.text.secondary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
  }),
  what: css({
    flex: '1 1 180px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.25),
    lineHeight: '24px',
    overflowWrap: 'anywhere',
  }),
  condition: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.4,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
  aside: css({
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    minHeight: 24,
    gap: theme.spacing(0.5),
    marginLeft: 'auto',
  }),
});
