import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, EmptyState, Stack } from '@grafana/ui';
import type { RuleSourceRowFragment } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { RulesFrame } from '../Rules/RulesFrame';
import { ImportFile } from './ImportFile';
import { SourceForm } from './SourceForm';
import { SourceRow } from './SourceRow';
import { useRuleSourceActions, useRuleSources } from './useRuleSources';

type Dialog = { kind: 'create' | 'import' } | { kind: 'edit' | 'delete'; source: RuleSourceRowFragment };

/** Where alert rules are read from, how that goes, and what can be done about it. */
export function RuleSources() {
  const list = useRuleSources();
  const actions = useRuleSourceActions();
  const reason = useReasonAgainst()('rules:manage');
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const { sync, update, remove } = actions;
  const failed = sync.error ?? update.error ?? remove.error;
  const buttons = (
    <>
      <Button icon="plus" onClick={() => setDialog({ kind: 'create' })} {...availability(false, reason)}>
        <Trans i18nKey="ruleSources.add">Add source</Trans>
      </Button>
      <Button
        icon="upload"
        variant="secondary"
        onClick={() => setDialog({ kind: 'import' })}
        {...availability(false, reason)}
      >
        <Trans i18nKey="ruleSources.import">Import rule file</Trans>
      </Button>
    </>
  );
  return (
    <RulesFrame tab="sources" actions={list.rows.length > 0 ? buttons : undefined}>
      {failed && dialog?.kind !== 'edit' ? <Failure error={failed} /> : null}
      <PagedRows
        list={list}
        skeletonRows={4}
        empty={
          <EmptyState
            variant="call-to-action"
            message={t('ruleSources.none', 'No source of alert rules yet')}
            button={
              <Stack gap={1} wrap="wrap" justifyContent="center">
                {buttons}
              </Stack>
            }
          >
            {t(
              'ruleSources.why',
              'The platform reads the alert rules of a Prometheus or vmalert on a schedule (GET /api/v1/rules), or from rule files that you import.'
            )}
          </EmptyState>
        }
      >
        {(rows) => (
          <div role="table" aria-label={t('rules.tab.sources', 'Sources')}>
            {rows.map((source) => (
              <SourceRow
                key={source.id}
                source={source}
                reasonAgainst={reason}
                busy={sync.isPending && sync.variables === source.id}
                onSync={() => sync.mutate(source.id)}
                onEdit={() => setDialog({ kind: 'edit', source })}
                onDelete={() => setDialog({ kind: 'delete', source })}
                onEnable={(enabled) => update.mutate({ id: source.id, input: { enabled } })}
              />
            ))}
          </div>
        )}
      </PagedRows>
      {dialog?.kind === 'create' && <SourceForm actions={actions} onDone={close} />}
      {dialog?.kind === 'edit' && <SourceForm source={dialog.source} actions={actions} onDone={close} />}
      {dialog?.kind === 'import' && <ImportFile onDone={close} />}
      {dialog?.kind === 'delete' && (
        <ConfirmModal
          isOpen
          title={t('ruleSources.delete.title', 'Delete {{name}}', { ...plain, name: dialog.source.name })}
          body={t(
            'ruleSources.delete.body',
            'Its rules go with it, and alerts that were explained by them look for another rule. The lineage that was recorded stays.'
          )}
          confirmText={t('ruleSources.delete.confirm', 'Delete')}
          dismissText={t('ruleSources.cancel', 'Cancel')}
          onConfirm={() => remove.mutate(dialog.source.id, { onSettled: close })}
          onDismiss={close}
        />
      )}
    </RulesFrame>
  );
}
