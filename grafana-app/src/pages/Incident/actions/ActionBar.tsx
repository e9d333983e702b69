import React from 'react';
import { Trans, t } from '@grafana/i18n';
import { Button, ButtonGroup, Dropdown, IconButton, Menu } from '@grafana/ui';
import type { IncidentHeadFragment } from '../../../api/generated/graphql';
import { spanWords } from '../../../words/spans';
import { availability, useReasonAgainst } from '../../../api/useReasonAgainst';
import { acknowledgeMinutes, snoozeChoices } from './spans';
import type { DialogName } from './Dialogs';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  open(dialog: DialogName): void;
  writeNote(): void;
}

/** What can be done to the incident where it stands; what the viewer may not do is disabled and says why. */
export function ActionBar({ incident, verbs, open, writeNote }: Props) {
  const reasonAgainst = useReasonAgainst();
  const { status, snoozedUntil } = incident;
  const isOpen = status === 'TRIGGERED' || status === 'ACKNOWLEDGED';
  const asleep = isOpen && snoozedUntil != null;
  const { acknowledge, unacknowledge, wake } = verbs;
  const mayAcknowledge = availability(acknowledge.isPending, reasonAgainst('incidents:acknowledge'));
  const maySnooze = availability(verbs.snooze.isPending || wake.isPending, reasonAgainst('incidents:snooze'));
  const mayEdit = reasonAgainst('incidents:edit');
  const maySilence = reasonAgainst('silences:manage');
  const mayMerge = reasonAgainst('incidents:merge');

  return (
    <>
      {isOpen && (status === 'TRIGGERED' || asleep) && (
        <ButtonGroup>
          <Button
            icon={acknowledge.isPending ? 'spinner' : 'eye'}
            onClick={() => acknowledge.mutate(undefined)}
            {...mayAcknowledge}
          >
            <Trans i18nKey="incident.acknowledge">Acknowledge</Trans>
          </Button>
          <Dropdown
            placement="bottom-end"
            overlay={
              <Menu>
                {acknowledgeMinutes.map((minutes) => (
                  <Menu.Item
                    key={minutes}
                    label={t('incident.acknowledgeFor', 'For {{span}}', { span: spanWords(minutes) })}
                    onClick={() => acknowledge.mutate(minutes)}
                  />
                ))}
              </Menu>
            }
          >
            <Button
              icon="angle-down"
              aria-label={t('incident.acknowledgeUntil', 'Acknowledge for a time')}
              disabled={mayAcknowledge.disabled}
              tooltip={mayAcknowledge.tooltip ?? t('incident.acknowledgeUntil', 'Acknowledge for a time')}
            />
          </Dropdown>
        </ButtonGroup>
      )}
      {isOpen && (
        <Button
          icon="check"
          variant={status === 'ACKNOWLEDGED' && !asleep ? 'primary' : 'secondary'}
          onClick={() => open('resolve')}
          {...availability(verbs.resolve.isPending, reasonAgainst('incidents:resolve'))}
        >
          <Trans i18nKey="incident.resolve">Resolve</Trans>
        </Button>
      )}
      {asleep && (
        <Button icon="bell" variant="secondary" onClick={() => wake.mutate()} {...maySnooze}>
          <Trans i18nKey="incident.wake">Wake</Trans>
        </Button>
      )}
      {isOpen && !asleep && (
        <Dropdown
          placement="bottom-end"
          overlay={
            <Menu>
              {snoozeChoices().map(({ key, label, until }) => (
                <Menu.Item key={key} label={label} onClick={() => verbs.snooze.mutate(until)} />
              ))}
              <Menu.Divider />
              <Menu.Item
                icon="calendar-alt"
                label={t('incident.snoozeUntil', 'Until…')}
                onClick={() => open('snooze')}
              />
            </Menu>
          }
        >
          <Button icon="clock-nine" variant="secondary" {...maySnooze}>
            <Trans i18nKey="incident.snooze">Snooze</Trans>
          </Button>
        </Dropdown>
      )}
      <Button
        icon="comment-alt"
        variant="secondary"
        onClick={writeNote}
        {...availability(false, reasonAgainst('incidents:note'))}
      >
        <Trans i18nKey="incident.addNote">Add note</Trans>
      </Button>
      <Dropdown
        placement="bottom-end"
        overlay={
          <Menu>
            {status === 'ACKNOWLEDGED' && !asleep && (
              <Menu.Item
                icon="eye-slash"
                label={t('incident.unacknowledge', 'Give back')}
                disabled={mayAcknowledge.disabled}
                onClick={() => unacknowledge.mutate()}
              />
            )}
            <Menu.Item
              icon="users-alt"
              label={t('incident.people', 'Assign and roles…')}
              disabled={mayEdit !== undefined}
              description={mayEdit}
              onClick={() => open('people')}
            />
            <Menu.Item
              icon="pen"
              label={t('incident.edit', 'Title, severity, priority…')}
              disabled={mayEdit !== undefined}
              onClick={() => open('edit')}
            />
            <Menu.Item
              icon="rss"
              label={t('incident.update', 'Post a status update…')}
              disabled={mayEdit !== undefined}
              onClick={() => open('update')}
            />
            <Menu.Item
              icon={incident.private ? 'unlock' : 'lock'}
              label={
                incident.private
                  ? t('incident.makePublic', 'Show to everybody')
                  : t('incident.makePrivate', 'Make private')
              }
              description={
                incident.ownerTeam ? undefined : t('incident.needsOwner', 'Needs an owner team, which sees it')
              }
              disabled={mayEdit !== undefined || !incident.ownerTeam}
              onClick={() => verbs.setPrivate.mutate(!incident.private)}
            />
            {isOpen && (
              <Menu.Item
                icon="bell-slash"
                label={t('incident.silence', 'Silence its alerts…')}
                disabled={maySilence !== undefined}
                description={maySilence}
                onClick={() => open('silence')}
              />
            )}
            <Menu.Divider />
            {isOpen && (
              <Menu.Item
                icon="code-branch"
                label={t('incident.merge', 'Merge…')}
                disabled={mayMerge !== undefined}
                description={mayMerge}
                onClick={() => open('merge')}
              />
            )}
            {isOpen && (
              <Menu.Item
                icon="channel-add"
                label={t('incident.split', 'Split alerts out…')}
                disabled={mayMerge !== undefined}
                onClick={() => open('split')}
              />
            )}
            <Menu.Item
              icon="link"
              label={t('incident.relate', 'Relate to another…')}
              disabled={mayEdit !== undefined}
              onClick={() => open('relate')}
            />
            <Menu.Divider />
            <Menu.Item
              icon="keyboard"
              label={t('incident.shortcuts', 'Keyboard shortcuts')}
              onClick={() => open('shortcuts')}
            />
          </Menu>
        }
      >
        <IconButton
          name="ellipsis-v"
          size="lg"
          aria-label={t('incident.more', 'More actions')}
          tooltip={t('incident.more', 'More actions')}
        />
      </Dropdown>
    </>
  );
}
