import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, IconButton, useStyles2 } from '@grafana/ui';
import type { CorrelationRuleRowFragment } from '../../api/generated/graphql';
import { Quiet } from '../../components/Section/Section';
import { SettingRow } from '../../components/SettingRow/SettingRow';
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
export function RuleRow({ rule, place, isLast, reason, busy, onMove, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const { name, enabled, matchers, windowMinutes, labels, mostHops, mode } = rule;
  const off = reason !== undefined || busy;
  return (
    <SettingRow
      {...{ name, enabled, reason, busy, ...rest }}
      before={
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
      }
      badges={
        mode === 'MERGE' ? (
          <Badge color="purple" icon="code-branch" text={t('correlation.merges', 'Merges')} />
        ) : (
          <Badge color="blue" icon="question-circle" text={t('correlation.suggests', 'Suggests')} />
        )
      }
    >
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
    </SettingRow>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  order: css({ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: theme.spacing(0.25) }),
  place: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  asks: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) }),
  labels: css({ display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0.5), overflowWrap: 'anywhere' }),
});
