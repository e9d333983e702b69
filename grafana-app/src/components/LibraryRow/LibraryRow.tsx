import React, { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { Age } from '../Age/Age';
import { plain } from '../../words/plain';

interface Props {
  name: string;
  /** Where it is shown in full. */
  to: string;
  description: string;
  badges?: ReactNode;
  tags: string[];
  onTag(tag: string): void;
  /** A cell each, with the width of its column. */
  cells: Array<{ width: string; content: ReactNode }>;
  version: number;
  owner: string | undefined;
  updatedAt: string;
}

/** Something out of a library, such as a playbook or a script, in a list of them. */
export function LibraryRow({ name, to, description, badges, tags, onTag, cells, version, owner, updatedAt }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div
      role="row"
      className={styles.row}
      style={
        { '--columns': `minmax(0, 1fr) ${cells.map(({ width }) => width).join(' ')} 116px` } as React.CSSProperties
      }
    >
      <span role="cell" className={styles.main}>
        <Link to={to} className={styles.name} data-row-link>
          {name}
        </Link>
        {badges}
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            className={styles.tag}
            aria-label={t('library.filterTag', 'Only those tagged {{tag}}', { ...plain, tag })}
            onClick={() => onTag(tag)}
          >
            <Icon name="tag-alt" size="xs" /> {tag}
          </button>
        ))}
        {description && (
          <span className={styles.about} title={description}>
            {description}
          </span>
        )}
      </span>
      {cells.map(({ content }, index) => (
        <span key={index} role="cell" className={styles.cell}>
          {content}
        </span>
      ))}
      <span role="cell" className={cx(styles.quiet, styles.version)}>
        <span>
          {t('library.version', 'v{{version}}', { ...plain, version })} · <Age since={updatedAt} ago />
        </span>
        {owner && (
          <span className={styles.cut} title={owner}>
            {owner}
          </span>
        )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  const narrow = theme.breakpoints.down('md');
  return {
    row: css({
      display: 'grid',
      gridTemplateColumns: 'var(--columns)',
      gap: theme.spacing(0.5, 2),
      alignItems: 'center',
      minHeight: 60,
      padding: theme.spacing(1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      [narrow]: { display: 'flex', flexWrap: 'wrap', alignItems: 'center' },
    }),
    main: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.25, 1),
      minWidth: 0,
      [narrow]: { flexBasis: '100%' },
    }),
    name: css({
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.link,
      overflowWrap: 'anywhere',
      '&:hover': { textDecoration: 'underline' },
    }),
    about: css({
      ...cut,
      flexBasis: '100%',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    tag: css({
      ...cut,
      maxWidth: 180,
      padding: theme.spacing(0, 0.75),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.pill,
      background: 'none',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      '&:hover': { color: theme.colors.text.primary, borderColor: theme.colors.border.medium },
    }),
    cell: css({ minWidth: 0, '&:empty': { [narrow]: { display: 'none' } } }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    version: css({ display: 'flex', flexDirection: 'column', minWidth: 0, whiteSpace: 'nowrap' }),
    cut: css(cut),
  };
};
