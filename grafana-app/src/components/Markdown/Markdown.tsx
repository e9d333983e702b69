import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, renderMarkdown } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { nameMentions } from './nameMentions';

/** Markdown that a person wrote, made safe by Grafana's own renderer; who is mentioned is named in bold. */
export function Markdown({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  const html = useMemo(() => renderMarkdown(nameMentions(text), { breaks: true }), [text]);
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    overflowWrap: 'anywhere',
    '& p, & li, & td': { fontSize: theme.typography.body.fontSize, lineHeight: theme.typography.body.lineHeight },
    '& > :last-child': { marginBottom: 0 },
    '& p, & ul, & ol, & pre, & blockquote, & table': { marginBottom: theme.spacing(1) },
    '& ul, & ol': { paddingLeft: theme.spacing(3) },
    '& h1, & h2, & h3, & h4, & h5, & h6': { ...theme.typography.h5, margin: theme.spacing(1, 0, 0.5) },
    '& a': { color: theme.colors.text.link, textDecoration: 'underline' },
    '& pre': { overflowX: 'auto', fontSize: theme.typography.bodySmall.fontSize },
    '& img': { maxWidth: '100%' },
    '& table': { display: 'block', overflowX: 'auto' },
  }),
});
