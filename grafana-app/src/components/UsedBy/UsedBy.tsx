import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import type { Users } from './useUsers';

/** The playbooks that would fail without something, each with its page. */
export function UsedBy({ users }: { users: Users }) {
  const styles = useStyles2(getStyles);
  const more = users.total - users.playbooks.length;
  return (
    <ul className={styles.list} aria-label={t('usedBy.title', 'Used by')}>
      {users.playbooks.map(({ id, name }) => (
        <li key={id}>
          <TextLink href={`${paths.playbooks}/${id}`} inline={false}>
            {name}
          </TextLink>
        </li>
      ))}
      {more > 0 && <li>{t('usedBy.more', 'and {{count}} more', { ...plain, count: more })}</li>}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
  }),
});
