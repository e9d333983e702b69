import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import type { CorrelationRuleRowFragment } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { RuleDrawer } from './RuleDrawer';
import { RuleRow } from './RuleRow';
import { toInput, useCorrelationRules } from './useCorrelationRules';

/** The correlation rules in the order in which they are asked: which incidents beyond one group are the same problem. */
export function Correlation() {
  const styles = useStyles2(getStyles);
  const { list, update, move, remove } = useCorrelationRules();
  const [editing, setEditing] = useState<CorrelationRuleRowFragment | 'new'>();
  const reason = useReasonAgainst()('routes:manage');
  const failed = update.error ?? move.error ?? remove.error;
  const add = (
    <Button icon="plus" disabled={reason !== undefined} tooltip={reason} onClick={() => setEditing('new')}>
      <Trans i18nKey="correlation.new">New rule</Trans>
    </Button>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('correlation.title', 'Correlation')}</h1>}
      actions={<PageActions live={false}>{list.rows.length > 0 && add}</PageActions>}
    >
      <div className={styles.help}>
        <Quiet>
          <Trans i18nKey="correlation.help">
            Incidents of different groups can be one problem. An incident that opens is compared with the open ones; the
            first rule that holds decides, from top to bottom.
          </Trans>
        </Quiet>
      </div>
      {failed ? <Failure error={failed} /> : null}
      <PagedRows
        list={list}
        empty={
          <EmptyState variant="call-to-action" message={t('correlation.none', 'No correlation rules yet')} button={add}>
            <Trans i18nKey="correlation.noneHelp">
              For instance: incidents of one cluster within 15 minutes, whose resources are at most 2 hops apart.
            </Trans>
          </EmptyState>
        }
      >
        {(rows) => (
          <ol className={styles.list}>
            {rows.map((rule, at) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                place={at + 1}
                isLast={at === rows.length - 1 && !list.hasNextPage}
                reason={reason}
                busy={update.isPending || move.isPending || remove.isPending}
                onEdit={() => setEditing(rule)}
                onEnable={(enabled) => update.mutate({ id: rule.id, input: { ...toInput(rule), enabled } })}
                onMove={(position) => move.mutate({ id: rule.id, position })}
                onDelete={() => remove.mutate(rule.id)}
              />
            ))}
          </ol>
        )}
      </PagedRows>
      {editing !== undefined && (
        <RuleDrawer before={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </AreaPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({ maxWidth: 720, marginBottom: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
