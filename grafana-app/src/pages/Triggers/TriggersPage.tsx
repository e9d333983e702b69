import React, { useCallback, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Button, EmptyState, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { withText } from '../../routing/listParams';
import { DecisionLog } from './DecisionLog';
import { HookKeys, type MadeKeys } from './HookKeys';
import { TriggerDrawer } from './TriggerDrawer';
import { type DraftTrigger, draftOf, newTrigger } from './triggerDraft';
import { TriggerRow } from './TriggerRow';
import { useTriggers, useTriggerVerbs } from './useTriggers';

/** What starts playbooks, and why it did or did not. */
export function TriggersPage() {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const isLog = params.get('tab') === 'log';
  const [edited, setEdited] = useState<DraftTrigger>();
  const [keys, setKeys] = useState<MadeKeys>();
  const reason = useReasonAgainst()('triggers:manage');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const show = (changes: Record<string, string>) =>
    setParams((now) => Object.entries(changes).reduce((next, [name, text]) => withText(next, name, text), now), {
      replace: true,
    });
  return (
    <AreaPage
      renderTitle={() => <h1>{t('triggers.title', 'Triggers')}</h1>}
      actions={
        <PageActions live={false}>
          <Button
            icon="plus"
            disabled={reason !== undefined}
            tooltip={reason}
            onClick={() => setEdited(newTrigger(zone))}
          >
            <Trans i18nKey="triggers.new">New trigger</Trans>
          </Button>
        </PageActions>
      }
    >
      <div className={styles.help}>
        <Quiet>
          <Trans i18nKey="triggers.help">
            A trigger starts a playbook: when something happens in the platform, at a time, or when it is called from
            outside. What each made of each event is kept, also when it did not match.
          </Trans>
        </Quiet>
      </div>
      <TabsBar className={styles.tabs}>
        <Tab
          label={t('triggers.tab.list', 'Triggers')}
          active={!isLog}
          onChangeTab={() => show({ tab: '', trigger: '' })}
        />
        <Tab label={t('triggers.tab.log', 'Decisions')} active={isLog} onChangeTab={() => show({ tab: 'log' })} />
      </TabsBar>
      {isLog ? (
        <DecisionLog />
      ) : (
        <TriggerList
          reason={reason}
          onEdit={(draft) => setEdited(draft)}
          onLog={(id) => show({ tab: 'log', trigger: id })}
          onKeys={setKeys}
          zone={zone}
        />
      )}
      {edited && (
        <TriggerDrawer
          key={edited.id ?? 'new'}
          start={edited}
          onClose={() => setEdited(undefined)}
          onSaved={(made) => {
            setEdited(undefined);
            setKeys(made);
          }}
        />
      )}
      {keys && <HookKeys keys={keys} onClose={() => setKeys(undefined)} />}
    </AreaPage>
  );
}

interface ListProps {
  reason: string | undefined;
  zone: string;
  onEdit(draft: DraftTrigger): void;
  onLog(id: string): void;
  onKeys(keys: MadeKeys): void;
}

function TriggerList({ reason, zone, onEdit, onLog, onKeys }: ListProps) {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const search = (params.get('q') ?? '').trim();
  const list = useTriggers(search);
  const { enable, remove, renew } = useTriggerVerbs();
  const failed = enable.error ?? remove.error ?? renew.error;
  const change = useCallback(
    (text: string) => setParams((now) => withText(now, 'q', text), { replace: true }),
    [setParams]
  );
  return (
    <>
      {(list.rows.length > 0 || search !== '') && (
        <Filters>
          <WideFilter>
            <SearchInput value={search} placeholder={t('triggers.search', 'Search names')} onChange={change} />
          </WideFilter>
        </Filters>
      )}
      {failed ? <Failure error={failed} /> : null}
      <PagedRows
        list={list}
        skeletonRows={5}
        empty={
          search !== '' ? (
            <EmptyState variant="not-found" message={t('triggers.noMatch', 'No trigger has this in its name')} />
          ) : (
            <EmptyState
              variant="call-to-action"
              message={t('triggers.none', 'Nothing starts a playbook by itself yet')}
            >
              {t(
                'triggers.noneHelp',
                'Make a trigger, and try its condition on what happened in the last days before you switch it on.'
              )}
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('triggers.title', 'Triggers')}>
            {rows.map((trigger) => (
              <TriggerRow
                key={trigger.id}
                trigger={trigger}
                reason={reason}
                busy={enable.isPending || remove.isPending}
                onEnable={(enabled) => enable.mutate({ id: trigger.id, enabled })}
                onEdit={() => onEdit(draftOf(trigger, zone))}
                onLog={() => onLog(trigger.id)}
                onDelete={() => remove.mutate(trigger.id)}
                onRenew={() =>
                  renew.mutate(trigger.id, {
                    onSuccess: ({ url, secret }) =>
                      onKeys({ name: trigger.name, url: url ?? '', secret: secret ?? '' }),
                  })
                }
              />
            ))}
          </ul>
        )}
      </PagedRows>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({ maxWidth: 720, marginBottom: theme.spacing(2) }),
  tabs: css({ marginBottom: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
