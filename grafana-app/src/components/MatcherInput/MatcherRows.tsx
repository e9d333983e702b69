import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, IconButton, Input, useStyles2 } from '@grafana/ui';
import type { MatcherOperator } from '../../api/generated/graphql';
import { type MatcherWords, operatorSigns } from '../../words/quiet';

const operators = Object.entries(operatorSigns).map(([value, label]) => ({ value: value as MatcherOperator, label }));

interface Props {
  /** What the matchers are for, for those who do not see them. */
  label: string;
  matchers: MatcherWords[];
  onChange(matchers: MatcherWords[]): void;
}

/** An editor of matchers: a row for each, all of which must hold. */
export function MatcherRows({ label, matchers, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const change = (at: number, part: Partial<MatcherWords>) =>
    onChange(matchers.map((matcher, index) => (index === at ? { ...matcher, ...part } : matcher)));
  return (
    <div role="group" aria-label={label} className={styles.rows}>
      {matchers.map((matcher, at) => (
        <div key={at} className={styles.row}>
          <Input
            aria-label={t('silences.matcher.name', 'Label')}
            placeholder={t('silences.matcher.name', 'Label')}
            value={matcher.name}
            onChange={({ currentTarget }) => change(at, { name: currentTarget.value })}
          />
          <Combobox
            aria-label={t('silences.matcher.operator', 'Comparison')}
            width={9}
            options={operators}
            value={matcher.operator}
            onChange={({ value }) => change(at, { operator: value })}
          />
          <Input
            aria-label={t('silences.matcher.value', 'Value')}
            placeholder={t('silences.matcher.value', 'Value')}
            value={matcher.value}
            onChange={({ currentTarget }) => change(at, { value: currentTarget.value })}
          />
          <IconButton
            name="trash-alt"
            aria-label={t('silences.matcher.remove', 'Remove this condition')}
            onClick={() => onChange(matchers.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          type="button"
          onClick={() => onChange([...matchers, { name: '', operator: 'EQUAL', value: '' }])}
        >
          <Trans i18nKey="silences.matcher.add">Add a condition</Trans>
        </Button>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 2fr) auto minmax(80px, 3fr) auto',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
});
