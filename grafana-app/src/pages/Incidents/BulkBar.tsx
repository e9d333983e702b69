import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import type { BulkInput, IncidentFilter } from '../../api/generated/graphql';
import { useViewer, type ViewerPermission } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { type BulkEdit, BulkEditDialog } from './BulkEditDialog';
import { ResolveDialog } from './ResolveDialog';
import type { useBulk } from './useBulk';
import type { Selection } from './useSelection';

interface Props {
  selection: Selection;
  bulk: ReturnType<typeof useBulk>;
  filter: IncidentFilter;
  /** How many match the filter; undefined while that is not known. */
  total: number | undefined;
  loaded: number;
  /** Whether the dialog of `resolve` is open; the key `r` opens it too. */
  resolving: boolean;
  setResolving(open: boolean): void;
}

/** What can be done to everything selected at once. Nothing is shown while nothing is selected. */
export function BulkBar({ selection, bulk, filter, total, loaded, resolving, setResolving }: Props) {
  const styles = useStyles2(getStyles);
  const allowed = useAllowed();
  const [editing, setEditing] = useState<BulkEdit>();
  const count = selection.all ? (total ?? loaded) : selection.ids.size;
  const begin = (input: Omit<BulkInput, 'ids' | 'filter'>) =>
    bulk.start.mutate(
      { ...input, ...(selection.all ? { filter } : { ids: [...selection.ids] }) },
      { onSuccess: selection.clear }
    );
  if (count === 0) {
    return bulk.start.error ? <Failure error={bulk.start.error} /> : null;
  }
  const busy = bulk.start.isPending;
  return (
    <>
      {bulk.start.error ? <Failure error={bulk.start.error} /> : null}
      <div role="toolbar" aria-label={t('bulk.label', 'What is selected')} className={styles.bar}>
        <strong>{t('bulk.selected', '{{selected}} selected', { ...plain, selected: formatTotal(count) })}</strong>
        {!selection.all && total !== undefined && total > selection.ids.size && (
          <Button size="sm" fill="text" onClick={selection.selectAll}>
            {t('bulk.selectAll', 'Select all {{total}} that match', { ...plain, total: formatTotal(total) })}
          </Button>
        )}
        <span className={styles.verbs}>
          <Button
            size="sm"
            icon="eye"
            onClick={() => begin({ verb: 'ACKNOWLEDGE' })}
            {...allowed('incidents:acknowledge', busy)}
          >
            <Trans i18nKey="bulk.acknowledge">Acknowledge</Trans>
          </Button>
          <Dropdown overlay={<SnoozeMenu snooze={(until) => begin({ verb: 'SNOOZE', until })} />}>
            <Button size="sm" variant="secondary" icon="clock-nine" {...allowed('incidents:snooze', busy)}>
              <Trans i18nKey="bulk.snooze">Snooze</Trans>
            </Button>
          </Dropdown>
          <Button
            size="sm"
            variant="secondary"
            icon="check"
            onClick={() => setResolving(true)}
            {...allowed('incidents:resolve', busy)}
          >
            <Trans i18nKey="bulk.resolve">Resolve</Trans>
          </Button>
          <Dropdown overlay={<EditMenu edit={setEditing} />}>
            <Button size="sm" variant="secondary" icon="pen" {...allowed('incidents:edit', busy)}>
              <Trans i18nKey="bulk.change">Change</Trans>
            </Button>
          </Dropdown>
          <Button size="sm" variant="secondary" fill="text" icon="times" onClick={selection.clear}>
            <Trans i18nKey="bulk.clear">Clear</Trans>
          </Button>
        </span>
      </div>
      {editing && (
        <BulkEditDialog
          verb={editing}
          count={count}
          onSubmit={(input) => {
            setEditing(undefined);
            begin(input);
          }}
          onDismiss={() => setEditing(undefined)}
        />
      )}
      {resolving && (
        <ResolveDialog
          count={count}
          onSubmit={(note) => {
            setResolving(false);
            begin({ verb: 'RESOLVE', ...(note !== '' && { note }) });
          }}
          onDismiss={() => setResolving(false)}
        />
      )}
    </>
  );
}

function EditMenu({ edit }: { edit(verb: BulkEdit): void }) {
  const verbs: Array<[BulkEdit, string]> = [
    ['SET_SEVERITY', t('bulk.edit.severity', 'Severity…')],
    ['SET_PRIORITY', t('bulk.edit.priority', 'Priority…')],
    ['ASSIGN', t('bulk.edit.assignee', 'Assignee…')],
    ['SET_OWNER', t('bulk.edit.owner', 'Owner team…')],
  ];
  return (
    <Menu>
      {verbs.map(([verb, label]) => (
        <Menu.Item key={verb} label={label} onClick={() => edit(verb)} />
      ))}
    </Menu>
  );
}

function SnoozeMenu({ snooze }: { snooze(until: string): void }) {
  const spans: Array<[number, string]> = [
    [30, t('bulk.snooze30', '30 minutes')],
    [60, t('bulk.snooze60', '1 hour')],
    [240, t('bulk.snooze240', '4 hours')],
    [1_440, t('bulk.snooze1440', '1 day')],
    [10_080, t('bulk.snooze10080', '1 week')],
  ];
  return (
    <Menu>
      {spans.map(([minutes, label]) => (
        <Menu.Item
          key={minutes}
          label={label}
          onClick={() => snooze(new Date(Date.now() + minutes * 60_000).toISOString())}
        />
      ))}
    </Menu>
  );
}

/** What makes a button unusable, in words. */
function useAllowed() {
  const held = useViewer().data?.permissions;
  return (permission: ViewerPermission, busy: boolean) => {
    const needed: ViewerPermission[] = ['incidents:bulk', permission];
    const lacking = held && needed.find((name) => !held.includes(name));
    return {
      disabled: busy || lacking !== undefined,
      tooltip:
        lacking &&
        t(
          'incident.needsPermission',
          'You need the permission {{permission}}. An administrator of the platform gives it.',
          {
            ...plain,
            permission: lacking,
          }
        ),
    };
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    bottom: theme.spacing(2),
    zIndex: theme.zIndex.sidemenu - 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.primary.border}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.secondary,
    boxShadow: theme.shadows.z2,
  }),
  verbs: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});
