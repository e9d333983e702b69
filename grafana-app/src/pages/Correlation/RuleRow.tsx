import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Button, ConfirmButton, IconButton, Switch, useStyles2 } from '@grafana/ui';
import type { CorrelationRuleRowFragment } from '../../api/generated/graphql';
import { Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { spanWords } from '../../words/spans';
import { Matchers } from '../Silences/Matchers';

interface Props {
  rule: CorrelationRuleRowFragment;
  /** Counted from 1. */
  place: number;
  isLast: boolean;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  busy: boolean;
  onEdit(): void;
  onEnable(enabled: boolean): void;
  onMove(place: number): void;
  onDelete(): void;
}

/** One rule in its place: what it asks, what it does, and what came of it. */
export function RuleRow({ rule, place, isLast, reason, busy, onEdit, onEnable, onMove, onDelete }: Props) {
  const styles = useStyles2(getStyles);
  const { name, enabled, matchers, windowMinutes, labels, mostHops, mode } = rule;
  const off = reason !== undefined || busy;
  return (
    <li className={cx(styles.row, !enabled && styles.off)} aria-label={name}>
      <div className={styles.order}>
        <IconButton
          name="arrow-up"
          size="sm"
          disabled={off || place === 1}
          aria-label={t('correlation.up', 'Move {{name}} up', { ...plain, name })}
          onClick={() => onMove(place - 1)}
        />
        <span className={styles.place}>{place}</span>
        <IconButton
          name="arrow-down"
          size="sm"
          disabled={off || isLast}
          aria-label={t('correlation.down', 'Move {{name}} down', { ...plain, name })}
          onClick={() => onMove(place + 1)}
        />
      </div>
      <div className={styles.main}>
        <div className={styles.head}>
          <h3 className={styles.name}>{name}</h3>
          {mode === 'MERGE' ? (
            <Badge color="purple" icon="code-branch" text={t('correlation.merges', 'Merges')} />
          ) : (
            <Badge color="blue" icon="question-circle" text={t('correlation.suggests', 'Suggests')} />
          )}
        </div>
        <div className={styles.asks}>
          <span>{t('correlation.within', 'within {{window}}', { ...plain, window: spanWords(windowMinutes) })}</span>
          {labels.length > 0 && (
            <span className={styles.labels}>
              {t('correlation.sameLabels', 'same')}{' '}
              {labels.map((label) => (
                <code key={label}>{label}</code>
              ))}
            </span>
          )}
          {mostHops !== null && (
            <span>
              {mostHops === 0
                ? t('correlation.onSameResource', 'on the same resource')
                : t('correlation.atMost', 'at most {{count}} hops apart', {
                    ...plain,
                    count: mostHops,
                    defaultValue_one: 'at most {{count}} hop apart',
                    defaultValue_other: 'at most {{count}} hops apart',
                  })}
            </span>
          )}
        </div>
        {matchers.length > 0 && <Matchers matchers={matchers} />}
        <Quiet>
          {t('correlation.outcome', '{{suggested}} suggested · {{merged}} merged · {{dismissed}} dismissed', {
            ...plain,
            suggested: rule.suggestedCount,
            merged: rule.mergedCount,
            dismissed: rule.dismissedCount,
          })}
        </Quiet>
      </div>
      <div className={styles.verbs}>
        <Switch
          value={enabled}
          disabled={off}
          aria-label={t('correlation.enable', 'Use {{name}}', { ...plain, name })}
          onChange={({ currentTarget }) => onEnable(currentTarget.checked)}
        />
        <Button
          size="sm"
          variant="secondary"
          icon="pen"
          disabled={reason !== undefined}
          tooltip={reason}
          onClick={onEdit}
        >
          {t('correlation.edit', 'Change…')}
        </Button>
        <ConfirmButton
          size="sm"
          confirmText={t('correlation.confirmDelete', 'Delete')}
          confirmVariant="destructive"
          disabled={off}
          onConfirm={onDelete}
        >
          {t('correlation.delete', 'Delete')}
        </ConfirmButton>
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  off: css({ '& h3, & code': { color: theme.colors.text.secondary } }),
  order: css({ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: theme.spacing(0.25) }),
  place: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  main: css({ flex: '1 1 240px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  name: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  asks: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) }),
  labels: css({ display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0.5), overflowWrap: 'anywhere' }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
});
