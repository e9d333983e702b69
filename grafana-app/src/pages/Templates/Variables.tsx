import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { TemplatePlacesQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { plain } from '../../words/plain';

interface Props {
  variables: TemplatePlacesQuery['templateVariables'];
  /** Puts a variable into the text; left out for who only reads. */
  insert: ((path: string) => void) | undefined;
}

/** Everything that a template may say; a press puts it into the text. */
export function Variables({ variables, insert }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const isChinese = language() === 'zh-Hant';
  return (
    <div>
      <Button
        size="sm"
        fill="text"
        variant="secondary"
        icon={open ? 'angle-down' : 'angle-right'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('templates.variables', 'What can be said')}
      </Button>
      {open && (
        <table className={styles.table}>
          <tbody>
            {variables.map(({ path, type, english, chinese }) => (
              <tr key={path}>
                <td>
                  <button
                    type="button"
                    className={styles.path}
                    disabled={insert === undefined}
                    aria-label={t('templates.insert', 'Insert {{path}}', { ...plain, path })}
                    onClick={() => insert?.(path)}
                  >
                    {path}
                  </button>
                </td>
                <td className={styles.type}>{type}</td>
                <td>{isChinese ? chinese : english}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    '& td': { padding: theme.spacing(0.25, 1, 0.25, 0), verticalAlign: 'top' },
  }),
  path: css({
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.link,
    fontFamily: theme.typography.fontFamilyMonospace,
    '&:disabled': { color: theme.colors.text.primary },
  }),
  type: css({ color: theme.colors.text.secondary }),
});
