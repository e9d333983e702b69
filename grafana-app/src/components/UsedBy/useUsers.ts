import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { CredentialUsersDocument, ScriptUsersDocument, SecretUsersDocument } from '../../api/generated/graphql';

const documents = { script: ScriptUsersDocument, secret: SecretUsersDocument, credential: CredentialUsersDocument };
export type UsedKind = keyof typeof documents;

export interface Users {
  total: number;
  /** The first of them, by name. */
  playbooks: Array<{ id: string; name: string }>;
}

/** Playbooks whose steps name something; nothing while it is not asked for, and for those who may not see playbooks. */
export function useUsers(kind: UsedKind, id: string | undefined): Users | undefined {
  const { data } = useQuery({
    queryKey: ['playbooks', 'users', kind, id],
    enabled: id !== undefined,
    queryFn: async ({ signal }) => {
      const { used } = (await ask(documents[kind], { id: id ?? '' }, signal)).data;
      return { total: used?.usedBy.totalCount ?? 0, playbooks: used?.usedBy.edges.map(({ node }) => node) ?? [] };
    },
  });
  return data;
}
