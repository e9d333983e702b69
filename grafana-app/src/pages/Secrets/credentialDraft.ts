import { asRecord } from '../../api/errors';
import type { CredentialInput, CredentialKind, CredentialsQuery } from '../../api/generated/graphql';

export type Credential = CredentialsQuery['credentials']['edges'][number]['node'];

/** A header of an HTTP credential; of one that is kept only the name is known, and an empty value leaves it. */
export interface HeaderDraft {
  name: string;
  value: string;
  isKept: boolean;
}

/** A credential as it is being written. What is never shown begins empty, and empty leaves what is kept. */
export interface CredentialDraft {
  id: string | null;
  name: string;
  kind: CredentialKind;
  description: string;
  user: string;
  /** A key in each line, as ssh-keyscan prints them. */
  hostKeys: string;
  by: 'key' | 'password';
  privateKey: string;
  passphrase: string;
  password: string;
  context: string;
  kubeconfig: string;
  url: string;
  headers: HeaderDraft[];
  /** Names of what is kept. */
  kept: readonly string[];
}

export const newCredential: CredentialDraft = {
  ...{ id: null, name: '', kind: 'SSH', description: '', kept: [] },
  ...{ user: '', hostKeys: '', by: 'key', privateKey: '', passphrase: '', password: '' },
  ...{ context: '', kubeconfig: '', url: '', headers: [] },
};

export function draftOf({ id, name, kind, description, config, secretsKept }: Credential): CredentialDraft {
  const { user, hostKeys, context, url } = asRecord(config);
  return {
    ...newCredential,
    ...{ id, name, kind, description, kept: secretsKept },
    user: textOf(user),
    hostKeys: Array.isArray(hostKeys) ? hostKeys.join('\n') : '',
    by: kind === 'SSH' && secretsKept.includes('password') && !secretsKept.includes('privateKey') ? 'password' : 'key',
    context: textOf(context),
    url: textOf(url),
    headers: kind === 'HTTP' ? secretsKept.map((header) => ({ name: header, value: '', isKept: true })) : [],
  };
}

/** Whether something that the kind needs is missing; the platform judges the rest. */
export function isIncomplete(draft: CredentialDraft): boolean {
  const { name, kind, user, hostKeys, by, kept, url, headers } = draft;
  const has = (field: 'privateKey' | 'password' | 'kubeconfig') => draft[field] !== '' || kept.includes(field);
  if (name.trim() === '') {
    return true;
  }
  switch (kind) {
    case 'SSH':
      return user.trim() === '' || linesOf(hostKeys).length === 0 || !has(by === 'key' ? 'privateKey' : 'password');
    case 'KUBERNETES':
      return !has('kubeconfig');
    case 'HTTP':
      return (
        (url.trim() === '' && headers.length === 0) ||
        headers.some((header) => header.name.trim() === '' || (header.value === '' && !header.isKept))
      );
    default:
      return kind satisfies never;
  }
}

/** What is sent of a draft: what was left empty is not named and stays, what was taken out is null. */
export function inputOf(draft: CredentialDraft): CredentialInput {
  const { id, kind, kept } = draft;
  const given = secretsOf(draft);
  const wanted = wantedOf(draft);
  const gone = kept.filter((field) => !wanted.includes(field));
  return {
    ...{ id, kind, name: draft.name.trim(), description: draft.description, config: configOf(draft) },
    secrets: {
      ...Object.fromEntries(gone.map((field) => [field, null])),
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
    },
  };
}

function configOf({ kind, user, hostKeys, context, url }: CredentialDraft): Record<string, unknown> {
  switch (kind) {
    case 'SSH':
      return { user: user.trim(), hostKeys: linesOf(hostKeys) };
    case 'KUBERNETES':
      return context.trim() === '' ? {} : { context: context.trim() };
    case 'HTTP':
      return url.trim() === '' ? {} : { url: url.trim() };
    default:
      return kind satisfies never;
  }
}

/** A new key comes with its own passphrase or none. */
function wantedOf({ kind, by, privateKey, headers }: CredentialDraft): string[] {
  switch (kind) {
    case 'SSH':
      return by === 'password' ? ['password'] : privateKey === '' ? ['privateKey', 'passphrase'] : ['privateKey'];
    case 'KUBERNETES':
      return ['kubeconfig'];
    case 'HTTP':
      return headers.map(({ name }) => name.trim());
    default:
      return kind satisfies never;
  }
}

function secretsOf({ kind, by, privateKey, passphrase, password, kubeconfig, headers }: CredentialDraft) {
  switch (kind) {
    case 'SSH':
      return by === 'key' ? { privateKey, passphrase } : { password };
    case 'KUBERNETES':
      return { kubeconfig };
    case 'HTTP':
      return Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value]));
    default:
      return kind satisfies never;
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    // ssh-keyscan prints comments among the keys.
    .filter((line) => line !== '' && !line.startsWith('#'));
