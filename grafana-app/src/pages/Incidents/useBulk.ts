import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import {
  BulkActionDocument,
  type BulkInput,
  CancelBulkActionDocument,
  StartBulkActionDocument,
  UndoBulkActionDocument,
} from '../../api/generated/graphql';

const POLL_MS = 700;

/** The bulk action that this page began last: its progress, and what can be done about it. */
export function useBulk() {
  const queryClient = useQueryClient();
  const [id, setId] = useState<string>();
  const action = useQuery({
    queryKey: ['bulk-action', id],
    queryFn: async ({ signal }) => found((await ask(BulkActionDocument, { id: id ?? '' }, signal)).data.bulkAction),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'RUNNING' ? POLL_MS : false),
  });
  const follow = (begun: { id: string }) => {
    queryClient.setQueryData(['bulk-action', begun.id], begun);
    setId(begun.id);
  };
  const start = useMutation({
    mutationFn: async (input: BulkInput) => (await ask(StartBulkActionDocument, { input })).data.startBulkAction,
    onSuccess: follow,
  });
  const undo = useMutation({
    mutationFn: async (of: string) => (await ask(UndoBulkActionDocument, { id: of })).data.undoBulkAction,
    onSuccess: follow,
  });
  const cancel = useMutation({
    mutationFn: async (of: string) => (await ask(CancelBulkActionDocument, { id: of })).data.cancelBulkAction,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['bulk-action'] }),
  });
  return { action: id === undefined ? undefined : action.data, start, undo, cancel, dismiss: () => setId(undefined) };
}
