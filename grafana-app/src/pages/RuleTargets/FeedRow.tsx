import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, IconButton, useStyles2 } from '@grafana/ui';
import { Age } from '../../components/Age/Age';
import type { RuleFeedRow } from './useRuleTargets';

interface Props {
  feed: RuleFeedRow;
  reasonAgainst: string | undefined;
  onClose(): void;
}

/** One address, and whether anybody reads it. */
export function FeedRow({ feed: { name, lastReadAt }, reasonAgainst, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const label = t('ruleTargets.close.confirm', 'Close the address');
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.name}>
        <Icon name="file-alt" size="sm" /> {name}
      </span>
      <span role="cell" className={styles.quiet}>
        {lastReadAt ? (
          <>
            {t('ruleTargets.read', 'Read')} <Age since={lastReadAt} ago />
          </>
        ) : (
          t('ruleTargets.neverRead', 'Nobody has read it yet')
        )}
      </span>
      <span role="cell">
        <IconButton
          name="trash-alt"
          aria-label={label}
          tooltip={reasonAgainst ?? label}
          disabled={reasonAgainst !== undefined}
          onClick={onClose}
        />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: '1fr auto 32px',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
