import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { ResourceKind } from '../../api/generated/graphql';
import { paths } from '../../routing/paths';
import { resourceKindLook } from '../../words/resources';

/** Resources as links, each with its kind. */
export function ResourceLinks({ resources }: { resources: Array<{ id: string; kind: ResourceKind; name: string }> }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {resources.map(({ id, kind, name }) => {
        const look = resourceKindLook(kind);
        return (
          <li key={id}>
            <Link to={paths.resource(id)} className={styles.link} title={`${look.text} ${name}`}>
              <Icon name={look.icon} size="sm" />
              <span className={styles.kind}>{look.text}</span>
              <span className={styles.name}>{name}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minWidth: 0,
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  kind: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
