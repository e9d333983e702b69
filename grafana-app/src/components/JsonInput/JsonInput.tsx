import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextArea, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';

interface Props {
  id: string;
  disabled: boolean;
  invalid?: boolean;
  rows?: number;
  value: unknown;
  onChange(value: unknown): void;
}

/** A JSON value as text; what cannot be read stays here and the value as it was. */
export function JsonInput({ value, onChange, invalid = false, rows = 8, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [fault, setFault] = useState<string>();
  return (
    <>
      <TextArea
        {...rest}
        className={styles.mono}
        rows={rows}
        value={text}
        spellCheck={false}
        invalid={invalid || fault !== undefined}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          try {
            onChange(currentTarget.value.trim() === '' ? undefined : JSON.parse(currentTarget.value));
            setFault(undefined);
          } catch (error) {
            setFault(error instanceof Error ? error.message : String(error));
          }
        }}
      />
      {fault && (
        <span role="alert" className={styles.fault}>
          {t('playbook.json', 'This is not JSON yet: {{fault}}', { ...plain, fault })}
        </span>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mono: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  fault: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
});
