import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, IconButton, Input, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { credentialKindLook, credentialKinds, sealedWords } from '../../words/credentials';
import { plain } from '../../words/plain';
import { type CredentialDraft, type HeaderDraft, inputOf, isIncomplete } from './credentialDraft';
import { SealedText } from './SealedText';
import { useCredentialVerbs } from './useSecrets';

interface PartProps {
  draft: CredentialDraft;
  set(change: Partial<CredentialDraft>): void;
}

/** A credential being added or changed, by a form of its kind. */
export function CredentialDrawer({ start, onClose }: { start: CredentialDraft; onClose(): void }) {
  const [draft, setDraft] = useState(start);
  const { save } = useCredentialVerbs();
  const set = (change: Partial<CredentialDraft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <Drawer
      title={start.id === null ? t('credentials.new', 'New credential') : start.name}
      subtitle={t('credentials.sealed', 'What is secret of it is stored sealed and never shown again.')}
      onClose={onClose}
      size="md"
    >
      <FormFailure error={save.error} />
      {start.id === null && (
        <Field label={t('credentials.kind', 'What it opens')}>
          <RadioButtonGroup
            aria-label={t('credentials.kind', 'What it opens')}
            value={draft.kind}
            options={credentialKinds.map((value) => ({ value, label: credentialKindLook(value).text }))}
            onChange={(kind) => set({ kind })}
          />
        </Field>
      )}
      <Field
        label={t('secrets.name', 'Name')}
        description={t('credentials.nameHelp', 'Steps of playbooks name it so.')}
      >
        <Input
          id="credential-name"
          maxLength={100}
          value={draft.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
      </Field>
      <Field label={t('secrets.description', 'What it is for')}>
        <TextArea
          id="credential-description"
          rows={2}
          maxLength={1000}
          value={draft.description}
          onChange={({ currentTarget }) => set({ description: currentTarget.value })}
        />
      </Field>
      {draft.kind === 'SSH' && <SshFields draft={draft} set={set} />}
      {draft.kind === 'KUBERNETES' && <KubernetesFields draft={draft} set={set} />}
      {draft.kind === 'HTTP' && <HttpFields draft={draft} set={set} />}
      <Button
        icon={save.isPending ? 'spinner' : undefined}
        disabled={isIncomplete(draft) || save.isPending}
        onClick={() => save.mutate(inputOf(draft), { onSuccess: onClose })}
      >
        <Trans i18nKey="secrets.save">Save</Trans>
      </Button>
    </Drawer>
  );
}

function SshFields({ draft, set }: PartProps) {
  const sealed = (field: 'privateKey' | 'passphrase' | 'password', rows: number) => (
    <Field label={sealedWords('SSH', field)}>
      <SealedText
        id={`credential-${field}`}
        rows={rows}
        isKept={draft.kept.includes(field) && (field !== 'passphrase' || draft.privateKey === '')}
        value={draft[field]}
        onChange={(value) => set({ [field]: value })}
      />
    </Field>
  );
  return (
    <>
      <Field label={t('credentials.user', 'User')}>
        <Input
          id="credential-user"
          value={draft.user}
          autoComplete="off"
          onChange={({ currentTarget }) => set({ user: currentTarget.value })}
        />
      </Field>
      <Field
        label={t('credentials.hostKeys', 'Keys of the hosts')}
        description={t(
          'credentials.hostKeysHelp',
          'As ssh-keyscan prints them, a key in each line. A host that cannot prove that it holds one of them is told nothing.'
        )}
      >
        <TextArea
          id="credential-host-keys"
          rows={4}
          spellCheck={false}
          placeholder="db-1.example.com ssh-ed25519 AAAA…"
          value={draft.hostKeys}
          onChange={({ currentTarget }) => set({ hostKeys: currentTarget.value })}
        />
      </Field>
      <Field label={t('credentials.by', 'Lets itself in by')}>
        <RadioButtonGroup<CredentialDraft['by']>
          aria-label={t('credentials.by', 'Lets itself in by')}
          value={draft.by}
          options={[
            { value: 'key', label: sealedWords('SSH', 'privateKey') },
            { value: 'password', label: sealedWords('SSH', 'password') },
          ]}
          onChange={(by) => set({ by })}
        />
      </Field>
      {draft.by === 'key' ? (
        <>
          {sealed('privateKey', 6)}
          {sealed('passphrase', 1)}
        </>
      ) : (
        sealed('password', 1)
      )}
    </>
  );
}

function KubernetesFields({ draft, set }: PartProps) {
  return (
    <>
      <Field
        label={sealedWords('KUBERNETES', 'kubeconfig')}
        description={t(
          'credentials.kubeconfigHelp',
          'With a server, its authority, and a token or a client certificate in it. One that runs programs or names files is refused.'
        )}
      >
        <SealedText
          id="credential-kubeconfig"
          rows={10}
          isKept={draft.kept.includes('kubeconfig')}
          value={draft.kubeconfig}
          onChange={(kubeconfig) => set({ kubeconfig })}
        />
      </Field>
      <Field
        label={t('credentials.context', 'Context')}
        description={t('credentials.contextHelp', 'Empty for the current one of the kubeconfig.')}
      >
        <Input
          id="credential-context"
          value={draft.context}
          onChange={({ currentTarget }) => set({ context: currentTarget.value })}
        />
      </Field>
    </>
  );
}

function HttpFields({ draft, set }: PartProps) {
  const styles = useStyles2(getStyles);
  const { headers } = draft;
  const put = (at: number, change: Partial<HeaderDraft>) =>
    set({ headers: headers.map((header, index) => (index === at ? { ...header, ...change } : header)) });
  return (
    <>
      <Field
        label={t('credentials.url', 'Address')}
        description={t('credentials.urlHelp', 'With an address its headers are sent to that address only.')}
      >
        <Input
          id="credential-url"
          placeholder="https://api.example.com"
          value={draft.url}
          onChange={({ currentTarget }) => set({ url: currentTarget.value })}
        />
      </Field>
      <Field label={t('credentials.headers', 'Headers')}>
        <div role="group" aria-label={t('credentials.headers', 'Headers')} className={styles.rows}>
          {headers.map((header, at) => (
            <div key={at} className={styles.row}>
              <Input
                id={`credential-header-${at}`}
                aria-label={t('credentials.header', 'Name of the header')}
                placeholder="Authorization"
                // Another name would be another header, whose value is not known.
                disabled={header.isKept}
                value={header.name}
                onChange={({ currentTarget }) => put(at, { name: currentTarget.value })}
              />
              <SealedText
                id={`credential-header-value-${at}`}
                aria-label={t('credentials.headerValue', 'Value of {{name}}', {
                  ...plain,
                  name: header.name || at + 1,
                })}
                rows={1}
                isKept={header.isKept}
                value={header.value}
                onChange={(value) => put(at, { value })}
              />
              <IconButton
                name="trash-alt"
                aria-label={t('credentials.removeHeader', 'Take out {{name}}', {
                  ...plain,
                  name: header.name || at + 1,
                })}
                tooltip={t('textPairs.remove', 'Remove')}
                onClick={() => set({ headers: headers.filter((_, index) => index !== at) })}
              />
            </div>
          ))}
          <Button
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => set({ headers: [...headers, { name: '', value: '', isKept: false }] })}
          >
            <Trans i18nKey="credentials.addHeader">Add a header</Trans>
          </Button>
        </div>
      </Field>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 1fr) 2fr auto',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
  }),
});
