import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Modal, useStyles2 } from '@grafana/ui';

/** The keys of the list of incidents, for who pressed `?`. */
export function KeysHelp({ close }: { close(): void }) {
  const styles = useStyles2(getStyles);
  const lines: Array<[string[], string]> = [
    [['j', 'k'], t('keys.move', 'Next and previous')],
    [['Enter'], t('keys.open', 'Open')],
    [['x'], t('keys.select', 'Select, or take out of the selection')],
    [['a'], t('keys.acknowledge', 'Acknowledge what is selected, or the marked one')],
    [['r'], t('keys.resolve', 'Resolve what is selected, or the marked one')],
    [['Esc'], t('keys.clear', 'Clear the selection')],
    [['/'], t('keys.search', 'Search')],
    [['?'], t('keys.help', 'This help')],
  ];
  return (
    <Modal isOpen title={t('keys.title', 'Keys')} onDismiss={close}>
      <dl className={styles.keys}>
        {lines.map(([keys, meaning]) => (
          <React.Fragment key={meaning}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </React.Fragment>
        ))}
      </dl>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  keys: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(1, 2),
    margin: 0,
    '& dd, & dt': { margin: 0 },
  }),
  key: css({
    marginRight: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0.75),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    boxShadow: 'none',
  }),
});
