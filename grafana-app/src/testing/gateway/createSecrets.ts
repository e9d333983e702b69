import type { CredentialInput, CredentialKind, SecretInput } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

interface SecretRecord {
  id: string;
  name: string;
  description: string;
}
interface CredentialRecord extends SecretRecord {
  kind: CredentialKind;
  config: unknown;
  secretsKept: string[];
}

const times = { createdAt: '2026-11-27T10:00:00.000Z', updatedAt: '2026-11-27T10:00:00.000Z', updatedBy: null };

/** Secrets and credentials, as far as the pages ask; what is secret of them is told to the tests alone. */
export function createSecrets(allow: (permission: string) => void, coded: (code: string, message: string) => Error) {
  const own = {
    secrets: [] as SecretRecord[],
    credentials: [] as CredentialRecord[],
    /** Names of the playbooks that use one, by its id. */
    users: new Map<string, string[]>(),
    /** What was given, in its order. */
    given: [] as Array<SecretInput | CredentialInput>,
  };
  const keep = <Row extends SecretRecord>(
    rows: Row[],
    prefix: string,
    id: string | null | undefined,
    made: Omit<Row, 'id'>
  ) => {
    allow('secrets:manage');
    if (rows.some((row) => row.name === made.name && row.id !== id)) {
      throw coded('CONFLICT', `name: There is already one named ${made.name}.`);
    }
    const found = rows.find((row) => row.id === id);
    const saved = Object.assign(found ?? { id: `${prefix}-${rows.length + 1}` }, made) as Row;
    if (found === undefined) {
      rows.push(saved);
    }
    return { ...saved, ...times };
  };
  const oneOf = (rows: SecretRecord[], id: string) => {
    const row = rows.find((each) => each.id === id);
    return row && { ...row, ...times, usedBy: (paging: Paging) => connection(usersOf(own.users, id), paging) };
  };
  const remove = <Row extends SecretRecord>(rows: Row[], id: string, force: boolean) => {
    allow('secrets:manage');
    if (own.users.has(id) && !force) {
      throw coded('IN_USE', `It is used by ${own.users.get(id)?.join(', ')}.`);
    }
    return rows.filter((row) => row.id !== id);
  };
  return {
    own,
    root: {
      secrets: (paging: Paging) =>
        connection(
          own.secrets.map((row) => ({ ...row, ...times })),
          paging
        ),
      saveSecret: ({ input }: { input: SecretInput }) => {
        own.given.push(input);
        return keep(own.secrets, 'secret', input.id, { name: input.name, description: input.description ?? '' });
      },
      secret: ({ id }: { id: string }) => oneOf(own.secrets, id),
      deleteSecret: ({ id, force }: { id: string; force: boolean }) => {
        own.secrets = remove(own.secrets, id, force);
        return true;
      },
      credentials: (paging: Paging) =>
        connection(
          own.credentials.map((row) => ({ ...row, ...times })),
          paging
        ),
      saveCredential: ({ input }: { input: CredentialInput }) => {
        own.given.push(input);
        const secrets = Object.entries((input.secrets ?? {}) as Record<string, string | null>);
        const before = own.credentials.find((row) => row.id === input.id)?.secretsKept ?? [];
        const gone = secrets.filter(([, value]) => value === null).map(([name]) => name);
        const set = secrets.filter(([, value]) => value !== null).map(([name]) => name);
        return keep(own.credentials, 'credential', input.id, {
          ...{ name: input.name, description: input.description ?? '', kind: input.kind, config: input.config },
          secretsKept: [...new Set([...before, ...set])].filter((name) => !gone.includes(name)),
        });
      },
      credential: ({ id }: { id: string }) => oneOf(own.credentials, id),
      deleteCredential: ({ id, force }: { id: string; force: boolean }) => {
        own.credentials = remove(own.credentials, id, force);
        return true;
      },
    },
  };
}

/** Playbooks that use something, as far as their names go. */
export function usersOf(users: ReadonlyMap<string, string[]>, id: string) {
  return (users.get(id) ?? []).map((name) => ({ id: `of-${name}`, name }));
}
