import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Badge, Button, ConfirmModal, EmptyState, useStyles2 } from '@grafana/ui';
import { asRecord } from '../../api/errors';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { UsedBy } from '../../components/UsedBy/UsedBy';
import { type UsedKind, useUsers } from '../../components/UsedBy/useUsers';
import { credentialKindLook, sealedWords } from '../../words/credentials';
import { plain } from '../../words/plain';
import { CredentialDrawer } from './CredentialDrawer';
import { type Credential, type CredentialDraft, draftOf, newCredential } from './credentialDraft';
import { SecretDrawer } from './SecretDrawer';
import { type Secret, useCredentials, useCredentialVerbs, useSecrets, useSecretVerbs } from './useSecrets';

/** What playbooks are let in with: credentials of what they reach, and secrets that scripts are given. None of their values is ever shown. */
export function Secrets() {
  return (
    <AreaPage renderTitle={() => <h1>{t('secrets.title', 'Secrets and credentials')}</h1>}>
      <CredentialList />
      <SecretList />
    </AreaPage>
  );
}

function CredentialList() {
  const styles = useStyles2(getStyles);
  const list = useCredentials();
  const reason = useReasonAgainst()('secrets:manage');
  const { remove } = useCredentialVerbs();
  const [edited, setEdited] = useState<CredentialDraft>();
  const [doomed, setDoomed] = useState<Credential>();
  return (
    <Section
      title={t('credentials.title', 'Credentials')}
      aside={
        <Button
          size="sm"
          icon="plus"
          disabled={reason !== undefined}
          tooltip={reason ?? t('credentials.newHint', 'For machines, clusters and HTTP services')}
          onClick={() => setEdited(newCredential)}
        >
          <Trans i18nKey="credentials.new">New credential</Trans>
        </Button>
      }
    >
      <div className={styles.help}>
        <Quiet>
          {t('credentials.help', 'How a target lets playbooks in: a user and a key, a kubeconfig, headers.')}
        </Quiet>
      </div>
      {remove.error ? <Failure error={remove.error} /> : null}
      <PagedRows
        list={list}
        empty={<EmptyState variant="call-to-action" message={t('credentials.none', 'No credentials yet')} />}
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('credentials.title', 'Credentials')}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                reason={reason}
                isBusy={remove.isPending}
                onEdit={() => setEdited(draftOf(row))}
                onDelete={() => setDoomed(row)}
              >
                <Badge color="blue" {...credentialKindLook(row.kind)} />
                <Shown credential={row} />
              </Row>
            ))}
          </ul>
        )}
      </PagedRows>
      {edited && <CredentialDrawer start={edited} onClose={() => setEdited(undefined)} />}
      <Question
        kind="credential"
        id={doomed?.id}
        name={doomed?.name}
        onConfirm={(force) => {
          remove.mutate({ id: doomed?.id ?? '', force });
          setDoomed(undefined);
        }}
        onDismiss={() => setDoomed(undefined)}
      />
    </Section>
  );
}

/** What may be shown of a credential, and the names of what may not. */
function Shown({ credential: { kind, config, secretsKept } }: { credential: Credential }) {
  const styles = useStyles2(getStyles);
  const { user, hostKeys, server, context, url } = asRecord(config);
  const parts = [
    ...[user, server, context, url].filter((part) => typeof part === 'string'),
    Array.isArray(hostKeys) &&
      t('credentials.hostKeyCount', '{{count}} host keys', {
        ...plain,
        count: hostKeys.length,
        defaultValue_one: '{{count}} host key',
        defaultValue_other: '{{count}} host keys',
      }),
    secretsKept.length > 0 &&
      t('credentials.keptFields', 'kept: {{names}}', {
        ...plain,
        names: secretsKept.map((field) => sealedWords(kind, field)).join(', '),
      }),
  ];
  return <span className={styles.quiet}>{parts.filter(Boolean).join(' · ')}</span>;
}

function SecretList() {
  const styles = useStyles2(getStyles);
  const list = useSecrets();
  const reason = useReasonAgainst()('secrets:manage');
  const { remove } = useSecretVerbs();
  const [edited, setEdited] = useState<Secret | 'new'>();
  const [doomed, setDoomed] = useState<Secret>();
  return (
    <Section
      title={t('secrets.list', 'Secrets')}
      aside={
        <Button
          size="sm"
          icon="plus"
          disabled={reason !== undefined}
          tooltip={reason ?? t('secrets.newHint', 'A value that scripts are given by its name')}
          onClick={() => setEdited('new')}
        >
          <Trans i18nKey="secrets.new">New secret</Trans>
        </Button>
      }
    >
      <div className={styles.help}>
        <Quiet>
          {t('secrets.help', 'Values that scripts find in their environment. They can be set, and are never shown.')}
        </Quiet>
      </div>
      {remove.error ? <Failure error={remove.error} /> : null}
      <PagedRows
        list={list}
        empty={<EmptyState variant="call-to-action" message={t('secrets.none', 'No secrets yet')} />}
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('secrets.list', 'Secrets')}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                reason={reason}
                isBusy={remove.isPending}
                onEdit={() => setEdited(row)}
                onDelete={() => setDoomed(row)}
              />
            ))}
          </ul>
        )}
      </PagedRows>
      {edited && <SecretDrawer secret={edited === 'new' ? null : edited} onClose={() => setEdited(undefined)} />}
      <Question
        kind="secret"
        id={doomed?.id}
        name={doomed?.name}
        onConfirm={(force) => {
          remove.mutate({ id: doomed?.id ?? '', force });
          setDoomed(undefined);
        }}
        onDismiss={() => setDoomed(undefined)}
      />
    </Section>
  );
}

interface RowProps {
  row: Pick<Secret, 'name' | 'description' | 'updatedAt' | 'updatedBy'>;
  /** Why it cannot be changed; undefined when it can. */
  reason: string | undefined;
  isBusy: boolean;
  onEdit(): void;
  onDelete(): void;
  children?: React.ReactNode;
}

function Row({
  row: { name, description, updatedAt, updatedBy },
  reason,
  isBusy,
  onEdit,
  onDelete,
  children,
}: RowProps) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.row} aria-label={name}>
      <div className={styles.main}>
        <span className={styles.name}>{name}</span>
        {children}
        {description !== '' && <span className={styles.about}>{description}</span>}
      </div>
      <span className={styles.quiet}>
        {updatedBy?.name} <Age since={updatedAt} ago />
      </span>
      <Button
        size="sm"
        variant="secondary"
        icon="pen"
        disabled={reason !== undefined}
        tooltip={reason ?? t('secrets.editHint', 'What is secret can be replaced, not read')}
        onClick={onEdit}
      >
        {t('secrets.edit', 'Change…')}
      </Button>
      <Button
        size="sm"
        variant="secondary"
        icon="trash-alt"
        disabled={reason !== undefined || isBusy}
        tooltip={reason ?? t('secrets.delete', 'Delete')}
        aria-label={t('secrets.deleteOne', 'Delete {{name}}', { ...plain, name })}
        onClick={onDelete}
      />
    </li>
  );
}

interface QuestionProps {
  kind: UsedKind;
  id?: string;
  name?: string;
  /** `force` when it is known who uses it. */
  onConfirm(force: boolean): void;
  onDismiss(): void;
}

/** Asks before something is deleted, and says which playbooks use it. */
function Question({ kind, id, name, onConfirm, onDismiss }: QuestionProps) {
  const users = useUsers(kind, id);
  const isUsed = users !== undefined && users.total > 0;
  return (
    <ConfirmModal
      isOpen={name !== undefined}
      title={t('secrets.deleteTitle', 'Delete {{name}}?', { ...plain, name })}
      body={
        <>
          {t(
            'secrets.deleteBody',
            'Steps of playbooks that name it fail from then on. What is kept of it cannot be had back.'
          )}
          {isUsed && <UsedBy users={users} />}
        </>
      }
      confirmText={
        isUsed ? t('secrets.deleteUsed', 'Delete although it is used') : t('secrets.delete', 'Delete')
      }
      dismissText={t('script.keep', 'Keep it')}
      onConfirm={() => onConfirm(isUsed)}
      onDismiss={onDismiss}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({ maxWidth: 720, marginBottom: theme.spacing(1) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
  }),
  main: css({
    flex: '1 1 320px',
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 1.5),
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  about: css({
    flexBasis: '100%',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
