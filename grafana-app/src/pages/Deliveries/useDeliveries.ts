import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  DeliveriesDocument,
  DeliveryChoicesDocument,
  type DeliveryFilter,
  type DeliveryRowFragment,
  DeliveryStatsDocument,
  ResendDeliveryDocument,
} from '../../api/generated/graphql';
import { formLanguage, language } from '../../api/language';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** A list of what was sent changes by itself: it is read again so often while anything in it is under way. */
const REFRESH_MS = 10_000;
/** Bars of one channel. */
const BARS = 48;

const deliveriesKey = ['deliveries'];

/** The spans that the page can look back over, in hours. */
export const spans = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
export type Span = keyof typeof spans;

/** The deliveries of a filter, newest first. */
export function useDeliveries(filter: DeliveryFilter) {
  return usePaged<DeliveryRowFragment>(
    [...deliveriesKey, filter],
    async (after, signal) => {
      const answer = await ask(DeliveriesDocument, { filter, first: PAGE_SIZE, after, count: after === null }, signal);
      return toPage(answer.data.deliveries, answer);
    },
    (pages) =>
      pages.some(({ rows }) => rows.some(({ status }) => status === 'PENDING' || status === 'SENDING')) && REFRESH_MS
  );
}

/** How the deliveries of a filter went, by channel and over time, up to now. */
export function useDeliveryStats(filter: DeliveryFilter, span: Span) {
  const seconds = spans[span] * 3600;
  const stepSeconds = Math.ceil(seconds / BARS);
  const query = useQuery({
    queryKey: [...deliveriesKey, 'stats', filter, span],
    queryFn: async ({ signal }) => {
      const until = new Date(Math.ceil(Date.now() / 60_000) * 60_000);
      const from = new Date(until.getTime() - seconds * 1000);
      const asked = { ...filter, from: from.toISOString(), until: until.toISOString() };
      const { data } = await ask(DeliveryStatsDocument, { filter: asked, stepSeconds }, signal);
      return { from, stepSeconds, bars: Math.ceil(seconds / stepSeconds), channels: data.deliveryStats };
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  return query;
}

/** The channels and kinds of channels that a filter offers; none until they are known. */
export function useDeliveryChoices() {
  const { data } = useQuery({
    queryKey: [...deliveriesKey, 'choices', language()],
    queryFn: async ({ signal }) => (await ask(DeliveryChoicesDocument, { language: formLanguage() }, signal)).data,
    staleTime: 60_000,
  });
  return {
    channels: (data?.channels.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name })),
    kinds: (data?.channelKinds ?? []).map(({ kind, label }) => ({ value: kind, label })),
  };
}

/** Sends one of them again; the lists are read anew whatever comes of it. */
export function useResend() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (variables: { id: string; reason: string }) => ask(ResendDeliveryDocument, variables),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deliveriesKey }),
  });
}
