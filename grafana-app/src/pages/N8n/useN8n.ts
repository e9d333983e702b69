import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  DeleteN8nConnectionDocument,
  N8nConnectionsDocument,
  type N8nConnectionsQuery,
  N8nWorkflowsDocument,
  SaveN8nConnectionDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const n8nKey = ['n8n'];

export type Connection = N8nConnectionsQuery['n8nConnections']['edges'][number]['node'];

export function useConnections() {
  return usePaged<Connection>([...n8nKey, 'list'], async (after, signal) => {
    const answer = await ask(N8nConnectionsDocument, { first: 50, after }, signal);
    return toPage<Connection>(answer.data.n8nConnections, answer);
  });
}

/** The workflows of an n8n, asked of it now; nothing for none. */
export function useWorkflows(connectionId: string | undefined) {
  return useQuery({
    queryKey: [...n8nKey, 'workflows', connectionId],
    queryFn: async ({ signal }) =>
      (await ask(N8nWorkflowsDocument, { connectionId: connectionId ?? '' }, signal)).data.n8nWorkflows,
    enabled: connectionId !== undefined,
    retry: false,
  });
}

export function useN8nVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: n8nKey });
  return {
    save: useMutation({
      mutationFn: (input: { id: string | null; name: string; url: string; apiKey: string | null }) =>
        ask(SaveN8nConnectionDocument, { input }),
      onSettled,
    }),
    remove: useMutation({ mutationFn: (id: string) => ask(DeleteN8nConnectionDocument, { id }), onSettled }),
  };
}
