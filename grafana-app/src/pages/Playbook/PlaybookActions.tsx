import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, Dropdown, Menu } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import { StartPlaybook } from './start/StartPlaybook';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { usePlaybookVerbs } from '../Playbooks/usePlaybooks';
import type { Playbook } from './usePlaybook';

/** What can be done with a playbook as it is saved: start it, switch it off or on, put it away. */
export function PlaybookActions({ playbook }: { playbook: Playbook }) {
  const { id, name, enabled, archivedAt } = playbook;
  const { enable, archive } = usePlaybookVerbs();
  const against = useReasonAgainst();
  const navigate = useNavigate();
  const [starts, setStarts] = useState(false);
  const [asks, setAsks] = useState(false);
  const manage = against('playbooks:manage');
  const failed = enable.error ?? archive.error;
  if (archivedAt) {
    return null;
  }
  const startReason =
    against('playbooks:run') ??
    (enabled ? undefined : t('playbook.isOff', 'It is switched off: switch it on to start it.'));
  return (
    <>
      {failed ? <Failure error={failed} /> : null}
      <Button icon="play" {...availability(false, startReason)} onClick={() => setStarts(true)}>
        <Trans i18nKey="playbook.start">Start</Trans>
      </Button>
      <Dropdown
        overlay={
          <Menu>
            <Menu.Item
              icon={enabled ? 'pause' : 'play'}
              label={enabled ? t('playbook.switchOff', 'Switch off') : t('playbook.switchOn', 'Switch on')}
              disabled={manage !== undefined}
              onClick={() => enable.mutate({ id, enabled: !enabled })}
            />
            <Menu.Item
              icon="archive-alt"
              destructive
              label={t('playbook.archive', 'Put away')}
              disabled={manage !== undefined}
              onClick={() => setAsks(true)}
            />
          </Menu>
        }
      >
        <Button
          variant="secondary"
          icon="ellipsis-v"
          aria-label={t('playbook.more', 'More')}
          tooltip={t('playbook.more', 'More')}
        />
      </Dropdown>
      {starts && <StartPlaybook playbook={playbook} onClose={() => setStarts(false)} />}
      <ConfirmModal
        isOpen={asks}
        title={t('playbook.archiveTitle', 'Put {{name}} away?', { ...plain, name })}
        body={t(
          'playbook.archiveBody',
          'It is not started any more, not even by its triggers. Its runs and versions stay, and its name is free again.'
        )}
        confirmText={t('playbook.archive', 'Put away')}
        dismissText={t('playbook.keep', 'Keep it')}
        onConfirm={() => {
          setAsks(false);
          archive.mutate(id, { onSuccess: () => navigate(paths.playbooks) });
        }}
        onDismiss={() => setAsks(false)}
      />
    </>
  );
}
