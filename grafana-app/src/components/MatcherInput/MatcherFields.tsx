import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { MatcherWords } from '../../words/quiet';
import { MatcherRows } from './MatcherRows';
import { MatcherText } from './MatcherText';

interface Props {
  /** What the matchers are for, for those who do not see them. */
  label: string;
  matchers: MatcherWords[];
  onChange(matchers: MatcherWords[]): void;
}

/** An editor of matchers, all of which must hold: as one expression and as rows; either follows the other. */
export function MatcherFields({ label, matchers, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fields}>
      <MatcherText
        label={t('matchers.expression', '{{label}}, as an expression', {
          label,
          interpolation: { escapeValue: false },
        })}
        matchers={matchers}
        onChange={onChange}
      />
      <MatcherRows label={label} matchers={matchers} onChange={onChange} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
