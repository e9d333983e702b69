import React from 'react';
import { t } from '@grafana/i18n';
import { Field, Input, RadioButtonGroup } from '@grafana/ui';
import type { RuleSourceAuth } from '../../api/generated/graphql';
import type { Draft } from './draft';

interface Props {
  draft: Draft;
  /** What is stored of the source that is edited. */
  stored: RuleSourceAuth | undefined;
  onChange(change: Partial<Draft>): void;
}

/** How the platform proves itself to the server. Stored credentials are never shown; they are kept until others are given. */
export function CredentialsFields({ draft, stored, onChange }: Props) {
  const label = t('ruleSources.form.auth', 'Credentials');
  const options: Array<{ value: Draft['auth']; label: string }> = [
    ...(stored !== undefined && stored !== 'NONE'
      ? [{ value: 'KEEP' as const, label: t('ruleSources.form.keep', 'Keep the stored ones') }]
      : []),
    { value: 'NONE', label: t('ruleSources.form.noAuth', 'None') },
    { value: 'BEARER', label: t('ruleSources.form.bearer', 'Bearer token') },
    { value: 'BASIC', label: t('ruleSources.form.basic', 'User and password') },
  ];
  return (
    <>
      <Field label={label}>
        <RadioButtonGroup
          aria-label={label}
          value={draft.auth}
          options={options}
          onChange={(auth) => onChange({ auth })}
        />
      </Field>
      {draft.auth === 'BEARER' && (
        <Field label={t('ruleSources.form.token', 'Token')} htmlFor="source-token">
          <Input
            id="source-token"
            type="password"
            autoComplete="new-password"
            value={draft.token}
            onChange={(event) => onChange({ token: event.currentTarget.value })}
          />
        </Field>
      )}
      {draft.auth === 'BASIC' && (
        <>
          <Field label={t('ruleSources.form.user', 'User')} htmlFor="source-user">
            <Input
              id="source-user"
              autoComplete="off"
              value={draft.username}
              onChange={(event) => onChange({ username: event.currentTarget.value })}
            />
          </Field>
          <Field label={t('ruleSources.form.password', 'Password')} htmlFor="source-password">
            <Input
              id="source-password"
              type="password"
              autoComplete="new-password"
              value={draft.password}
              onChange={(event) => onChange({ password: event.currentTarget.value })}
            />
          </Field>
        </>
      )}
    </>
  );
}
