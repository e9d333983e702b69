import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatMatcher, type MatcherWords } from '../../words/quiet';

/** Matchers to be read, as Alertmanager writes them. */
export function Matchers({ matchers }: { matchers: MatcherWords[] }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.list}>
      {matchers.map((matcher) => {
        const text = formatMatcher(matcher);
        return (
          <code key={text} className={styles.matcher} title={text}>
            {text}
          </code>
        );
      })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), minWidth: 0 }),
  matcher: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
