import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  ApproveSilenceDocument,
  ExpireSilenceDocument,
  RejectSilenceDocument,
  type SilenceFilter,
  type SilenceRowFragment,
  SilencesChangedDocument,
  SilencesDocument,
} from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { mergeChanges, type Pages } from '../../api/mergeChanges';
import { byCreated } from '../../api/orders';
import { PAGE_SIZE, refreshList, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** The silences that match, kept fresh by live events. */
export function useSilences(filter: SilenceFilter) {
  const queryClient = useQueryClient();
  const queryKey = ['silences', filter];
  const list = usePaged<SilenceRowFragment>(queryKey, async (after, signal) => {
    const answer = await ask(SilencesDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
    return toPage(answer.data.silences, answer);
  });
  useLive(
    SilencesChangedDocument,
    { filter },
    {
      payload: ({ silenceChanged }) => silenceChanged,
      onData: ({ silenceChanged: { silences, removed } }) =>
        queryClient.setQueryData<Pages<SilenceRowFragment>>(queryKey, (pages) =>
          pages === undefined ? pages : mergeChanges(pages, { changed: silences, removed }, byCreated)
        ),
      readAgain: () => refreshList(queryClient, queryKey),
    }
  );
  return list;
}

const verbs = {
  expire: (id: string): Promise<unknown> => ask(ExpireSilenceDocument, { id }),
  approve: (id: string): Promise<unknown> => ask(ApproveSilenceDocument, { id }),
  reject: (id: string): Promise<unknown> => ask(RejectSilenceDocument, { id }),
};
export type SilenceVerb = keyof typeof verbs;

/** What can be done to a silence from the list. */
export function useSilenceVerb() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, id }: { verb: SilenceVerb; id: string }): Promise<unknown> => verbs[verb](id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['silences'] }),
  });
}
