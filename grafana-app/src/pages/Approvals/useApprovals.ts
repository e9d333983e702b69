import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AnswerApprovalDocument,
  ApprovalByIdDocument,
  type ApprovalFilter,
  type ApprovalFragment,
  ApprovalsDocument,
  ApprovalsWaitingDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const approvalsKey = ['approvals'];

export function useApprovals(filter: ApprovalFilter) {
  return usePaged<ApprovalFragment>([...approvalsKey, 'list', filter], async (after, signal) => {
    const answer = await ask(ApprovalsDocument, { first: 25, after, filter }, signal);
    return toPage<ApprovalFragment>(answer.data.approvals, answer);
  });
}

/** One approval, for whoever comes by a link. */
export function useApproval(id: string | null) {
  return useQuery({
    queryKey: [...approvalsKey, 'one', id],
    queryFn: async ({ signal }) => (await ask(ApprovalByIdDocument, { id: id ?? '' }, signal)).data.approval ?? null,
    enabled: id !== null,
  });
}

/** How many wait for the viewer; looked at again each half minute. */
export function useWaitingCount(): number {
  const { data } = useQuery({
    queryKey: [...approvalsKey, 'waiting'],
    queryFn: async ({ signal }) => (await ask(ApprovalsWaitingDocument, {}, signal)).data.approvals.totalCount,
    refetchInterval: 30_000,
    retry: false,
  });
  return data ?? 0;
}

export function useAnswer() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (asked: { id: string; approves: boolean; note: string; values: unknown }) =>
      (await ask(AnswerApprovalDocument, asked)).data.answerApproval,
    onSettled: () => queryClient.invalidateQueries({ queryKey: approvalsKey }),
  });
}
