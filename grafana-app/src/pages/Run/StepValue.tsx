import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  value: unknown;
  isOpen?: boolean;
}

/** What a step was given or gave: its fields by name, long ones and nested ones below their name. */
export function StepValue({ title, value, isOpen = false }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(isOpen);
  if (value === null || value === undefined) {
    return null;
  }
  const text = textOf(value);
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '▾' : '▸'} {title}
        </button>
        {open && (
          <IconButton
            name="copy"
            aria-label={t('run.copyValue', 'Copy: {{title}}', { title })}
            tooltip={t('run.copyValue', 'Copy: {{title}}', { title })}
            onClick={() => void navigator.clipboard?.writeText(text)}
          />
        )}
      </div>
      {open && (isRecord(value) ? <Fields value={value} /> : <pre className={styles.pre}>{text}</pre>)}
    </div>
  );
}

function Fields({ value }: { value: Record<string, unknown> }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.fields}>
      {Object.entries(value).map(([name, field]) => (
        <React.Fragment key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            <pre className={styles.pre}>{textOf(pretty(field))}</pre>
          </dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/** A text that is JSON is shown as JSON, as answers of services are. */
function pretty(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ marginTop: theme.spacing(1), minWidth: 0 }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  toggle: css({
    border: 0,
    padding: 0,
    background: 'none',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, max-content) minmax(0, 1fr)',
    gap: theme.spacing(0.25, 2),
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(1),
    maxHeight: 480,
    overflow: 'auto',
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    lineHeight: '20px',
  }),
  value: css({ margin: 0, minWidth: 0 }),
  pre: css({
    margin: 0,
    padding: 0,
    border: 0,
    background: 'none',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '20px',
  }),
});
