import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal } from '@grafana/ui';
import type { GrafanaTargetRowFragment } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import { RulesFrame } from '../Rules/RulesFrame';
import { CreateFeed } from './CreateFeed';
import { FeedRow } from './FeedRow';
import { GrafanaForm } from './GrafanaForm';
import { GrafanaRow } from './GrafanaRow';
import { type RuleFeedRow, useGrafanaTargets, useRuleFeeds, useRuleTargetActions } from './useRuleTargets';

type Dialog =
  | { kind: 'feed' | 'grafana' }
  | { kind: 'closeFeed'; feed: RuleFeedRow }
  | { kind: 'editGrafana' | 'forgetGrafana'; grafana: GrafanaTargetRowFragment };

/** Where the managed rules go: addresses that serve them as a file, and Grafanas that they are pushed to. */
export function RuleTargets() {
  const feeds = useRuleFeeds();
  const grafanas = useGrafanaTargets();
  const actions = useRuleTargetActions();
  const reason = useReasonAgainst()('rules:manage');
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const { push, removeFeed, removeGrafana } = actions;
  const failed = push.error ?? removeFeed.error ?? removeGrafana.error;
  const files = t('ruleTargets.files', 'Rule files');
  const pushed = t('ruleTargets.grafanas', 'Grafana alerting');
  return (
    <RulesFrame tab="targets">
      {failed ? <Failure error={failed} /> : null}
      <Section
        title={files}
        aside={
          <Button
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => setDialog({ kind: 'feed' })}
            {...availability(false, reason)}
          >
            <Trans i18nKey="ruleTargets.addFeed">Add an address</Trans>
          </Button>
        }
      >
        <PagedRows
          list={feeds}
          skeletonRows={2}
          empty={
            <Quiet>
              {t(
                'ruleTargets.noFeeds',
                'No address serves the rules yet. vmalert reads one itself (-rule=https://…); for Prometheus, whatever brings its files can fetch it.'
              )}
            </Quiet>
          }
        >
          {(rows) => (
            <div role="table" aria-label={files}>
              {rows.map((feed) => (
                <FeedRow
                  key={feed.id}
                  feed={feed}
                  reasonAgainst={reason}
                  onClose={() => setDialog({ kind: 'closeFeed', feed })}
                />
              ))}
            </div>
          )}
        </PagedRows>
      </Section>
      <Section
        title={pushed}
        aside={
          <Button
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => setDialog({ kind: 'grafana' })}
            {...availability(false, reason)}
          >
            <Trans i18nKey="ruleTargets.addGrafana">Add a Grafana</Trans>
          </Button>
        }
      >
        <PagedRows
          list={grafanas}
          skeletonRows={2}
          empty={
            <Quiet>
              {t(
                'ruleTargets.noGrafanas',
                'No Grafana gets the rules yet. They are pushed by its provisioning API, and what was changed there is shown here.'
              )}
            </Quiet>
          }
        >
          {(rows) => (
            <div role="table" aria-label={pushed}>
              {rows.map((grafana) => (
                <GrafanaRow
                  key={grafana.id}
                  grafana={grafana}
                  reasonAgainst={reason}
                  busy={push.isPending && push.variables === grafana.id}
                  onPush={() => push.mutate(grafana.id)}
                  onEdit={() => setDialog({ kind: 'editGrafana', grafana })}
                  onForget={() => setDialog({ kind: 'forgetGrafana', grafana })}
                />
              ))}
            </div>
          )}
        </PagedRows>
      </Section>
      {dialog?.kind === 'feed' && <CreateFeed create={actions.createFeed} onDone={close} />}
      {dialog?.kind === 'grafana' && <GrafanaForm save={actions.saveGrafana} onDone={close} />}
      {dialog?.kind === 'editGrafana' && (
        <GrafanaForm grafana={dialog.grafana} save={actions.saveGrafana} onDone={close} />
      )}
      {dialog?.kind === 'closeFeed' && (
        <ConfirmModal
          isOpen
          title={t('ruleTargets.close.title', 'Close {{name}}', { ...plain, name: dialog.feed.name })}
          body={t('ruleTargets.close.body', 'Whatever reads this address gets nothing from now on.')}
          confirmText={t('ruleTargets.close.confirm', 'Close the address')}
          dismissText={t('ruleSources.cancel', 'Cancel')}
          onConfirm={() => removeFeed.mutate(dialog.feed.id, { onSettled: close })}
          onDismiss={close}
        />
      )}
      {dialog?.kind === 'forgetGrafana' && (
        <ConfirmModal
          isOpen
          title={t('ruleTargets.forget.title', 'Forget {{name}}', { ...plain, name: dialog.grafana.name })}
          body={t('ruleTargets.forget.body', 'It gets no more rules. Those that it has stay there.')}
          confirmText={t('ruleTargets.forget.confirm', 'Forget')}
          dismissText={t('ruleSources.cancel', 'Cancel')}
          onConfirm={() => removeGrafana.mutate(dialog.grafana.id, { onSettled: close })}
          onDismiss={close}
        />
      )}
    </RulesFrame>
  );
}
