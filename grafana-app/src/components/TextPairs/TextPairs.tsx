import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';

/** A name with its text. An array keeps what is being typed in its place, which an object could not. */
export type TextPair = readonly [name: string, text: string];

interface Props {
  /** What the pairs are, for those who do not see them. */
  label: string;
  pairs: readonly TextPair[];
  onChange(pairs: TextPair[]): void;
}

/** Labels or annotations to be edited, a row each. */
export function TextPairs({ label, pairs, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const replace = (at: number, pair: TextPair) => onChange(pairs.map((other, index) => (index === at ? pair : other)));
  return (
    <div role="group" aria-label={label} className={styles.rows}>
      {pairs.map(([name, text], at) => (
        <div key={at} className={styles.row}>
          <Input
            aria-label={t('textPairs.name', 'Name')}
            value={name}
            onChange={(event) => replace(at, [event.currentTarget.value, text])}
          />
          <Input
            aria-label={name === '' ? t('textPairs.text', 'Text') : name}
            value={text}
            onChange={(event) => replace(at, [name, event.currentTarget.value])}
          />
          <IconButton
            name="trash-alt"
            aria-label={t('textPairs.remove', 'Remove')}
            tooltip={t('textPairs.remove', 'Remove')}
            onClick={() => onChange(pairs.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button size="sm" variant="secondary" icon="plus" onClick={() => onChange([...pairs, ['', '']])}>
        <Trans i18nKey="textPairs.add">Add</Trans>
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 1fr) 3fr auto',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
  }),
});
