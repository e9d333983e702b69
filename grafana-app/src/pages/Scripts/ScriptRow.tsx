import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { Age } from '../../components/Age/Age';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { languageName } from '../../words/scripts';
import type { ScriptInList } from './useScripts';

interface Props {
  script: ScriptInList;
  onTag(tag: string): void;
}

/** One script in the list. */
export function ScriptRow({ script, onTag }: Props) {
  const styles = useStyles2(getStyles);
  const { id, name, description, language, tags, version, updatedAt, archivedAt, team } = script;
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.main}>
        <Link to={paths.script(id)} className={styles.name} data-row-link>
          {name}
        </Link>
        {archivedAt && <Badge color="darkgrey" icon="archive-alt" text={t('scripts.putAway', 'Put away')} />}
        {description && <span className={styles.about}>{description}</span>}
      </span>
      <span role="cell">
        <Badge color="blue" text={languageName(language)} />
      </span>
      <span role="cell" className={styles.tags}>
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            className={styles.tag}
            aria-label={t('scripts.filterTag', 'Only those tagged {{tag}}', { ...plain, tag })}
            onClick={() => onTag(tag)}
          >
            <Icon name="tag-alt" size="xs" /> {tag}
          </button>
        ))}
      </span>
      <span role="cell" className={styles.quiet}>
        {[t('scripts.version', 'Version {{version}}', { ...plain, version }), team?.name].filter(Boolean).join(' · ')}
      </span>
      <span role="cell" className={styles.quiet}>
        <Age since={updatedAt} ago />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) 110px minmax(0, 3fr) minmax(0, 2fr) 96px',
    gap: theme.spacing(0.5, 2),
    alignItems: 'center',
    minHeight: 56,
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.25, 1), minWidth: 0 }),
  name: css({
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.link,
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
  }),
  about: css({
    flexBasis: '100%',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  tags: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), minWidth: 0 }),
  tag: css({
    padding: theme.spacing(0, 0.75),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.pill,
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { color: theme.colors.text.primary, borderColor: theme.colors.border.medium },
  }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
});
