import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Modal, useStyles2 } from '@grafana/ui';

/** The keys of the page and what they do; `useShortcuts` binds them. */
export function ShortcutsDialog({ onDismiss }: { onDismiss(): void }) {
  const styles = useStyles2(getStyles);
  const keys: Array<[key: string, words: string]> = [
    ['a', t('incident.acknowledge', 'Acknowledge')],
    ['r', t('incident.keys.resolve', 'Resolve, with a note')],
    ['s', t('incident.keys.snooze', 'Snooze until a time, or wake')],
    ['n', t('incident.keys.note', 'Write a note')],
    ['e', t('incident.edit', 'Title, severity, priority…')],
    ['p', t('incident.people', 'Assign and roles…')],
    ['m', t('incident.merge', 'Merge…')],
    ['?', t('incident.keys.help', 'This list')],
  ];
  return (
    <Modal isOpen title={t('incident.shortcuts', 'Keyboard shortcuts')} onDismiss={onDismiss}>
      <dl className={styles.list}>
        {keys.map(([key, words]) => (
          <React.Fragment key={key}>
            <dt>
              <kbd className={styles.key}>{key}</kbd>
            </dt>
            <dd className={styles.words}>{words}</dd>
          </React.Fragment>
        ))}
      </dl>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: theme.spacing(1, 2), margin: 0 }),
  key: css({
    display: 'inline-block',
    minWidth: theme.spacing(3),
    padding: theme.spacing(0.25, 0.75),
    textAlign: 'center',
    color: theme.colors.text.primary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: 'none',
  }),
  words: css({ margin: 0 }),
});
