import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Fault } from './findFault';

/** What is wrong with matchers, with the place in the text marked where there is one. */
export function MatcherFault({ text, fault }: { text: string; fault: Fault }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="alert" className={styles.fault}>
      {fault.at !== undefined && (
        <code className={styles.text}>
          {text.slice(0, fault.at)}
          <mark className={styles.mark}>{text.slice(fault.at, fault.at + 1) || '␣'}</mark>
          {text.slice(fault.at + 1)}
        </code>
      )}
      <span>{fault.words}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fault: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.25),
    marginTop: theme.spacing(0.5),
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({ alignSelf: 'flex-start', maxWidth: '100%', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
  mark: css({ background: theme.colors.error.main, color: theme.colors.error.contrastText }),
});
