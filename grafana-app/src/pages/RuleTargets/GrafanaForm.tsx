import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Input, Modal, Switch } from '@grafana/ui';
import type { GrafanaTargetInput, GrafanaTargetRowFragment } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import type { useRuleTargetActions } from './useRuleTargets';

interface Props {
  /** The Grafana that is edited; a new one without it. */
  grafana?: GrafanaTargetRowFragment;
  save: ReturnType<typeof useRuleTargetActions>['saveGrafana'];
  onDone(): void;
}

/** Adds or edits a Grafana that gets the rules. */
export function GrafanaForm({ grafana, save, onDone }: Props) {
  const [draft, setDraft] = useState<Required<GrafanaTargetInput>>({
    name: grafana?.name ?? '',
    url: grafana?.url ?? '',
    token: '',
    folderUid: grafana?.folderUid ?? 'sre-platform',
    datasourceUid: grafana?.datasourceUid ?? '',
    enabled: grafana?.enabled ?? true,
  });
  const { token, ...rest } = draft;
  const isComplete = [draft.name, draft.url, draft.folderUid, draft.datasourceUid].every((text) => text.trim() !== '');
  const field = (name: 'name' | 'url' | 'token' | 'folderUid' | 'datasourceUid', label: string, help?: string) => (
    <Field label={label} description={help} htmlFor={`grafana-${name}`}>
      <Input
        id={`grafana-${name}`}
        type={name === 'token' ? 'password' : 'text'}
        autoComplete={name === 'token' ? 'new-password' : 'off'}
        value={draft[name] ?? ''}
        onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      />
    </Field>
  );
  return (
    <Modal
      isOpen
      title={
        grafana === undefined
          ? t('ruleTargets.form.add', 'Add a Grafana')
          : t('ruleTargets.form.edit', 'Edit the Grafana')
      }
      onDismiss={onDone}
    >
      <FormFailure error={save.error} />
      {field('name', t('ruleTargets.form.name', 'Name'))}
      {field(
        'url',
        t('ruleTargets.form.url', 'Address'),
        t('ruleTargets.form.urlHelp', 'Grafana’s root address, as the platform reaches it.')
      )}
      {field(
        'token',
        t('ruleTargets.form.token', 'Token of a service account'),
        grafana === undefined
          ? t(
              'ruleTargets.form.tokenHelp',
              'It needs the role “Editor”, or the permissions to provision alert rules and folders.'
            )
          : t('ruleTargets.form.tokenKept', 'Empty keeps the stored one.')
      )}
      {field(
        'folderUid',
        t('ruleTargets.form.folder', 'Folder (uid)'),
        t('ruleTargets.form.folderHelp', 'A folder of its own; made when it is not there.')
      )}
      {field(
        'datasourceUid',
        t('ruleTargets.form.datasource', 'Data source (uid)'),
        t('ruleTargets.form.datasourceHelp', 'The Prometheus that the rules ask, as in the address of its settings.')
      )}
      <Field label={t('ruleTargets.form.enabled', 'Push rules to it')} htmlFor="grafana-enabled" noMargin>
        <Switch
          id="grafana-enabled"
          value={draft.enabled ?? true}
          onChange={(event) => setDraft({ ...draft, enabled: event.currentTarget.checked })}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDone}>
          <Trans i18nKey="ruleSources.cancel">Cancel</Trans>
        </Button>
        <Button
          disabled={!isComplete || save.isPending}
          icon={save.isPending ? 'spinner' : undefined}
          onClick={() =>
            save.mutate({ id: grafana?.id, input: { ...rest, ...(token?.trim() && { token }) } }, { onSuccess: onDone })
          }
        >
          <Trans i18nKey="ruleTargets.form.save">Save</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
