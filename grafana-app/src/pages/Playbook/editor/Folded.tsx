import React, { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  /** What is in it, in a few words, so that it need not be opened to know. */
  summary: string;
  children: ReactNode;
}

/** A part of the editor that most playbooks need little of. */
export function Folded({ title, summary, children }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={title} className={styles.part}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'angle-down' : 'angle-right'} />
        <span className={styles.title}>{title}</span>
        <span className={styles.summary}>{summary}</span>
      </button>
      {open && <div className={styles.body}>{children}</div>}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ borderTop: `1px solid ${theme.colors.border.weak}` }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(1, 0),
    border: 0,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
  }),
  title: css({ ...theme.typography.h5, margin: 0, flex: 'none' }),
  summary: css({
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  body: css({ padding: theme.spacing(0.5, 0, 1.5) }),
});
