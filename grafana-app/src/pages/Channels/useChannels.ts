import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  type ChannelKindsQuery,
  ChannelKindsDocument,
  type ChannelRowFragment,
  ChannelsDocument,
  ChannelSettingsDocument,
  CreateChannelDocument,
  DeleteChannelDocument,
  DisableChannelDocument,
  EnableChannelDocument,
  TestChannelDocument,
  UpdateChannelDocument,
} from '../../api/generated/graphql';
import { formLanguage } from '../../api/language';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

const channelsKey = ['channels'];

/** A kind of channel with its form. */
export type Kind = ChannelKindsQuery['channelKinds'][number];

/** Values of a form by field: what is not there is not changed, null is taken away. */
export type Settings = Record<string, unknown>;

/** The channels by name. They are read again every half minute: how they do changes by itself. */
export function useChannels(search: string) {
  return usePaged<ChannelRowFragment>([...channelsKey, search], async (after, signal) => {
    const filter = search === '' ? {} : { search };
    const answer = await ask(ChannelsDocument, { filter, first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.channels, answer);
  });
}

/** The kinds there are, with their forms in the reader's language. */
export function useKinds() {
  return useQuery({
    queryKey: ['channelKinds', formLanguage()],
    queryFn: async ({ signal }) =>
      (await ask(ChannelKindsDocument, { language: formLanguage() }, signal)).data.channelKinds,
    staleTime: Infinity,
  });
}

/** What a form shows of a channel that is there already; nothing for a new one. */
export function useChannelSettings(id: string | undefined) {
  return useQuery({
    queryKey: [...channelsKey, 'settings', id],
    queryFn: async ({ signal }) => (await ask(ChannelSettingsDocument, { id: id ?? '' }, signal)).data.channel,
    enabled: id !== undefined,
    // A form is filled once; what is typed is not taken away by what comes later.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export interface Saved {
  channel: { id: string; name: string; callbackUrl?: string | null };
  /** Secrets that were made for it, told this once. */
  secrets: Array<{ field: string; value: string }>;
}

/** Makes a channel, or changes the one of this id. */
export function useSaveChannel(id: string | undefined, kind: string) {
  return useVerb(async (input: { name: string; settings: Settings; ratePerMinute: number | null }): Promise<Saved> => {
    if (id === undefined) {
      return (await ask(CreateChannelDocument, { input: { ...input, kind } })).data.createChannel;
    }
    return { channel: (await ask(UpdateChannelDocument, { id, input })).data.updateChannel, secrets: [] };
  });
}

/** Switches channels on and off, and deletes them. */
export function useChannelVerbs() {
  const enable = useVerb(({ id, enabled }: { id: string; enabled: boolean }): Promise<unknown> =>
    enabled ? ask(EnableChannelDocument, { id }) : ask(DisableChannelDocument, { id })
  );
  const remove = useVerb((id: string) => ask(DeleteChannelDocument, { id }));
  return { enable, remove };
}

/** Sends a test; its result is what came of it, whatever that is. */
export function useTestChannel(id: string) {
  return useVerb(
    async (address: string) =>
      (await ask(TestChannelDocument, { id, address: address === '' ? null : address, language: formLanguage() })).data
        .testChannel
  );
}

function useVerb<Variables, Result>(run: (variables: Variables) => Promise<Result>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queryClient.invalidateQueries({ queryKey: channelsKey }) });
}
