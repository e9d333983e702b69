import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, EmptyState, LinkButton, Stack } from '@grafana/ui';
import type { ManagedRuleRowFragment } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { RulesFrame } from '../Rules/RulesFrame';
import { ManagedRuleRow } from './ManagedRuleRow';
import { RuleFile } from './RuleFile';
import { useManagedRuleActions, useManagedRules } from './useManagedRules';

/** Rules that are kept on the platform, and the way to new ones. */
export function ManagedRules() {
  const list = useManagedRules();
  const { remove } = useManagedRuleActions();
  const reason = useReasonAgainst()('rules:manage');
  const [deleting, setDeleting] = useState<ManagedRuleRowFragment>();
  const [showsFile, setShowsFile] = useState(false);
  const buttons = (
    <LinkButton icon="plus" href={paths.newManagedRule()} {...availability(false, reason)}>
      <Trans i18nKey="managedRules.new">New rule</Trans>
    </LinkButton>
  );
  return (
    <RulesFrame
      tab="managed"
      actions={
        list.rows.length > 0 ? (
          <>
            {buttons}
            <Button variant="secondary" icon="file-alt" onClick={() => setShowsFile(true)}>
              <Trans i18nKey="managedRules.file">Show the rule file</Trans>
            </Button>
          </>
        ) : undefined
      }
    >
      {remove.error ? <Failure error={remove.error} /> : null}
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={
          <EmptyState
            variant="call-to-action"
            message={t('managedRules.none', 'No rules are kept here yet')}
            button={
              <Stack gap={1} justifyContent="center">
                {buttons}
              </Stack>
            }
          >
            {t(
              'managedRules.why',
              'Take a rule from a template or write your own. The platform serves it to Prometheus and vmalert as a rule file, and pushes it to the alerting of a Grafana.'
            )}
          </EmptyState>
        }
      >
        {(rows) => (
          <div role="table" aria-label={t('rules.tab.managed', 'Managed rules')}>
            {rows.map((rule) => (
              <ManagedRuleRow key={rule.id} rule={rule} reasonAgainst={reason} onDelete={() => setDeleting(rule)} />
            ))}
          </div>
        )}
      </PagedRows>
      {showsFile && <RuleFile onDone={() => setShowsFile(false)} />}
      {deleting && (
        <ConfirmModal
          isOpen
          title={t('managedRules.delete.title', 'Delete {{name}}', { ...plain, name: deleting.name })}
          body={t(
            'managedRules.delete.body',
            'It is taken out of the rule file, and away from every Grafana that it was pushed to.'
          )}
          confirmText={t('managedRules.delete.confirm', 'Delete')}
          dismissText={t('ruleSources.cancel', 'Cancel')}
          onConfirm={() => remove.mutate(deleting.id, { onSettled: () => setDeleting(undefined) })}
          onDismiss={() => setDeleting(undefined)}
        />
      )}
    </RulesFrame>
  );
}
