import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';
import { quietReason } from '../../words/quiet';

interface Props {
  quiet: { reason: string; until?: string | null; by: Array<{ reason: string; label: string }> };
}

/** Why people are not told of something, by what, and until when, on a line. */
export function QuietLine({ quiet: { reason, until, by } }: Props) {
  const styles = useStyles2(getStyles);
  const [first, ...others] = by;
  const parts = [
    quietReason(reason),
    first?.label,
    others.length > 0 ? t('quiet.more', '{{count}} more', { ...plain, count: others.length }) : undefined,
    until ? t('quiet.until', 'until {{time}}', { ...plain, time: dateTimeFormat(until) }) : undefined,
  ];
  const text = parts.filter((part) => part !== undefined).join(' · ');
  return (
    <span className={styles.line} title={text}>
      <Icon name="bell-slash" size="sm" /> {text}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
