import { t } from '@grafana/i18n';
import type { CredentialKind } from '../api/generated/graphql';
import type { Look } from './incidents';

export const credentialKinds = ['SSH', 'KUBERNETES', 'HTTP'] as const satisfies readonly CredentialKind[];

/** What a credential opens. */
export function credentialKindLook(kind: CredentialKind): Pick<Look, 'text' | 'icon'> {
  switch (kind) {
    case 'SSH':
      return { text: t('credentialKind.ssh', 'SSH'), icon: 'monitor' };
    case 'KUBERNETES':
      return { text: t('credentialKind.kubernetes', 'Kubernetes'), icon: 'kubernetes' };
    case 'HTTP':
      return { text: t('credentialKind.http', 'HTTP'), icon: 'globe' };
    default:
      return kind satisfies never;
  }
}

/** What a part of a credential that is never shown is called; the headers of HTTP have names of their own. */
export function sealedWords(kind: CredentialKind, field: string): string {
  return (kind === 'HTTP' ? undefined : sealed[field]?.()) ?? field;
}

const sealed: Partial<Record<string, () => string>> = {
  privateKey: () => t('credential.privateKey', 'Private key'),
  passphrase: () => t('credential.passphrase', 'Passphrase of the key'),
  password: () => t('credential.password', 'Password'),
  kubeconfig: () => t('credential.kubeconfig', 'Kubeconfig'),
};
