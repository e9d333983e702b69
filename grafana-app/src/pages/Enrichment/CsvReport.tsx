import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import type { CheckLookupTableQuery } from '../../api/generated/graphql';
import { plain } from '../../words/plain';

/** What a CSV file would be as a table: its first rows, or what is wrong with it, by line. */
export function CsvReport({ report }: { report: CheckLookupTableQuery['checkLookupTable'] }) {
  const styles = useStyles2(getStyles);
  const { problems, rowCount, columns, preview } = report;
  if (problems.length > 0) {
    return (
      <Alert severity="error" title={t('enrichment.tables.faulty', 'The file cannot be used as it is')}>
        <ul className={styles.problems}>
          {problems.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              {t('enrichment.tables.line', 'Line {{line}}: {{message}}', { ...plain, line, message })}
            </li>
          ))}
        </ul>
      </Alert>
    );
  }
  const total = rowCount.toLocaleString();
  return (
    <div className={styles.preview}>
      <p>
        {preview.length < rowCount
          ? t('enrichment.tables.firstRows', '{{total}} rows, of which the first {{shown}}:', {
              ...plain,
              total,
              shown: preview.length,
            })
          : t('enrichment.tables.rows', '{{total}} rows', { ...plain, total })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  problems: css({ paddingLeft: theme.spacing(2), maxHeight: 320, overflowY: 'auto' }),
  preview: css({ overflowX: 'auto', marginBottom: theme.spacing(2) }),
  table: css({
    width: '100%',
    'th, td': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      whiteSpace: 'nowrap',
      maxWidth: 320,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
  }),
});
