import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  ArchivePlaybookDocument,
  type PlaybookFilter,
  type PlaybookOrder,
  PlaybooksDocument,
  type PlaybooksQuery,
  SetPlaybookEnabledDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const PAGE_SIZE = 50;

/** Keys of everything about playbooks begin so. */
export const playbooksKey = ['playbooks'];

export type PlaybookInList = PlaybooksQuery['playbooks']['edges'][number]['node'];

export function usePlaybooks(filter: PlaybookFilter, order: PlaybookOrder) {
  return usePaged<PlaybookInList>([...playbooksKey, 'list', filter, order], async (after, signal) => {
    const answer = await ask(PlaybooksDocument, { filter, order, first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.playbooks, answer);
  });
}

/** Switching a playbook on and off, and putting it away. */
export function usePlaybookVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: playbooksKey });
  const enable = useMutation({
    mutationFn: (variables: { id: string; enabled: boolean }) => ask(SetPlaybookEnabledDocument, variables),
    onSettled,
  });
  const archive = useMutation({ mutationFn: (id: string) => ask(ArchivePlaybookDocument, { id }), onSettled });
  return { enable, archive };
}
