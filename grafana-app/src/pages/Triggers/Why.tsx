import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { Facts } from '../../components/Facts/Facts';
import { seenValue, triggerReasonWords } from '../../words/triggers';

interface Seen {
  name: string;
  value?: unknown;
  missing?: boolean;
}

/** Why a trigger matched or not: the part of its condition that did not hold, and the values that this part saw. */
export function Why({ reason, facts }: { reason: string; facts: unknown }) {
  const styles = useStyles2(getStyles);
  const told = (typeof facts === 'object' && facts !== null ? facts : {}) as {
    part?: string;
    saw?: Seen[];
    error?: string;
    matcher?: { name: string; op: string; value: string };
    actual?: string;
    input?: string;
    chain?: Array<{ runId: string; playbookName: string }>;
  };
  const { matcher } = told;
  const seen = matcher ? [{ name: matcher.name, value: told.actual ?? '' }] : (told.saw ?? []);
  const part = matcher ? `${matcher.name}${matcher.op}${JSON.stringify(matcher.value)}` : told.part;
  return (
    <div className={styles.why}>
      <span>{triggerReasonWords(reason)}</span>
      {part !== undefined && <code className={styles.code}>{part}</code>}
      {seen.length > 0 && (
        <dl className={styles.seen}>
          {seen.map((each) => (
            <React.Fragment key={each.name}>
              <dt>{each.name}</dt>
              <dd>{seenValue(each)}</dd>
            </React.Fragment>
          ))}
        </dl>
      )}
      {told.input !== undefined && <code className={styles.code}>{told.input}</code>}
      {told.error !== undefined && <span className={styles.quiet}>{told.error}</span>}
      {told.chain !== undefined && (
        <span className={styles.quiet}>{told.chain.map(({ playbookName }) => playbookName).join(' → ')}</span>
      )}
      {Object.keys(told).length > 0 && (
        <Facts value={facts} title={t('triggers.why.facts', 'All that it was decided on')} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  why: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    minWidth: 0,
  }),
  code: css({ maxWidth: '100%', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  seen: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0, 1.5),
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere', fontFamily: theme.typography.fontFamilyMonospace },
  }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
