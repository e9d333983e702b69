import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ConfirmButton, EmptyState, useStyles2 } from '@grafana/ui';
import { Failure } from '../../components/Failure/Failure';
import { type Paged, PagedRows, Quiet } from '../../components/Section/Section';

interface Props<Row> {
  list: Paged<Row>;
  /** What the things in the list are for. */
  help: string;
  addText: string;
  mayAdd: boolean;
  onAdd(): void;
  none: string;
  noneHelp: string;
  /** What the last verb on one of them failed with. */
  fault: unknown;
  card(row: Row): ReactNode;
}

/** A list of rules, plans or intervals as cards, with a button that makes one. */
export function QuietList<Row>({ list, help, addText, mayAdd, onAdd, none, noneHelp, fault, card }: Props<Row>) {
  const styles = useStyles2(getStyles);
  const add = (
    <Button icon="plus" variant="secondary" disabled={!mayAdd} onClick={onAdd}>
      {addText}
    </Button>
  );
  return (
    <>
      <div className={styles.head}>
        <Quiet>{help}</Quiet>
        {list.rows.length > 0 && add}
      </div>
      {fault ? <Failure error={fault} /> : null}
      <PagedRows
        list={list}
        empty={
          <EmptyState variant="call-to-action" message={none} button={add}>
            {noneHelp}
          </EmptyState>
        }
      >
        {(rows) => rows.map(card)}
      </PagedRows>
    </>
  );
}

/** The verbs of a card: change it, and delete it after a second press. */
export function CardVerbs({ may, edit, remove }: { may: boolean; edit(): void; remove(): void }) {
  return (
    <>
      <Button size="sm" variant="secondary" icon="pen" disabled={!may} onClick={edit}>
        {t('silences.edit', 'Change…')}
      </Button>
      <ConfirmButton
        size="sm"
        confirmText={t('inhibition.confirm', 'Delete')}
        confirmVariant="destructive"
        disabled={!may}
        onConfirm={remove}
      >
        {t('inhibition.delete', 'Delete')}
      </ConfirmButton>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
    '& p': { margin: 0 },
  }),
});
