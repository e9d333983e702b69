import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Combobox, IconButton, Input, useStyles2 } from '@grafana/ui';
import { HiddenLabel } from '../../components/HiddenLabel/HiddenLabel';
import { plain } from '../../words/plain';
import { newRow, type RuleRow } from './draft';
import type { ContactView } from './useNotifications';

interface Props {
  label: string;
  rows: RuleRow[];
  contacts: ContactView[];
  empty: string;
  onChange(rows: RuleRow[]): void;
}

/** The steps of a rule: each tells one contact, so many minutes after the one before. */
export function RuleRows({ label, rows, contacts, empty, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const set = (key: string, change: Partial<RuleRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const options = contacts.map(({ id, label: name, kind, verifiedAt }) => ({
    value: id,
    label: name,
    description: verifiedAt === null ? t('my.unverified', '{{kind}}, not verified yet', { ...plain, kind }) : kind,
  }));
  return (
    <div role="group" aria-label={label}>
      {rows.length === 0 && <p className={styles.quiet}>{empty}</p>}
      <ol className={styles.list}>
        {rows.map((row, at) => (
          <li key={row.key} className={styles.row}>
            <Input
              type="number"
              width={14}
              min={0}
              max={1440}
              suffix={t('my.minutes', 'min')}
              aria-label={t('my.waitOf', 'Minutes before step {{place}}', { ...plain, place: at + 1 })}
              value={row.wait}
              onChange={({ currentTarget }) => set(row.key, { wait: currentTarget.value })}
            />
            <span>{at === 0 ? t('my.afterPage', 'after the page, by') : t('my.afterStep', 'later, by')}</span>
            <HiddenLabel
              htmlFor={`${row.key}-contact`}
              text={t('my.contactOf', 'Contact of step {{place}}', { ...plain, place: at + 1 })}
            />
            <Combobox
              id={`${row.key}-contact`}
              width={34}
              value={row.contactId}
              options={options}
              onChange={({ value }) => set(row.key, { contactId: value })}
            />
            <IconButton
              name="trash-alt"
              aria-label={t('my.removeStep', 'Remove step {{place}}', { ...plain, place: at + 1 })}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            />
          </li>
        ))}
      </ol>
      <Button
        type="button"
        size="sm"
        variant="secondary"
        icon="plus"
        disabled={contacts.length === 0}
        onClick={() => onChange([...rows, newRow(contacts[0]?.id ?? '', rows.length === 0 ? '0' : '5')])}
      >
        {t('my.addStep', 'Add a step')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  quiet: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
});
