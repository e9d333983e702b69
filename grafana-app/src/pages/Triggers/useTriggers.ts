import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  DeleteTriggerDocument,
  NextFiringsDocument,
  RenewHookKeysDocument,
  ReplayTriggerEventDocument,
  SaveTriggerDocument,
  SetTriggerEnabledDocument,
  TriggerDecisionsDocument,
  type TriggerDecisionFilter,
  type TriggerDecisionsQuery,
  TriggerEventDocument,
  TriggerEventNamesDocument,
  type TriggerRowFragment,
  TriggersDocument,
  TryTriggerDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { type DraftTrigger, toTriggerInput } from './triggerDraft';

const triggersKey = ['triggers'];

export type Decision = TriggerDecisionsQuery['triggerDecisions']['edges'][number]['node'];

export function useTriggers(search: string) {
  return usePaged<TriggerRowFragment>([...triggersKey, 'list', search], async (after, signal) => {
    const answer = await ask(TriggersDocument, { first: 50, after, filter: search === '' ? null : { search } }, signal);
    return toPage<TriggerRowFragment>(answer.data.triggers, answer);
  });
}

export function useEventNames() {
  return useQuery({
    queryKey: [...triggersKey, 'events'],
    queryFn: async ({ signal }) => (await ask(TriggerEventNamesDocument, {}, signal)).data.triggerEventNames,
    staleTime: Infinity,
  });
}

/** When a schedule would fire; fails with what is wrong with it. */
export function useNextFirings(cron: string, timeZone: string) {
  return useQuery({
    queryKey: [...triggersKey, 'firings', cron, timeZone],
    queryFn: async ({ signal }) => (await ask(NextFiringsDocument, { cron, timeZone }, signal)).data.nextFirings,
    enabled: cron.trim() !== '' && timeZone !== '',
    retry: false,
  });
}

export function useDecisions(filter: TriggerDecisionFilter) {
  return usePaged<Decision>([...triggersKey, 'decisions', filter], async (after, signal) => {
    const answer = await ask(TriggerDecisionsDocument, { first: 50, after, filter }, signal);
    return toPage<Decision>(answer.data.triggerDecisions, answer);
  });
}

export function useStoredEvent(id: string) {
  return useQuery({
    queryKey: [...triggersKey, 'event', id],
    queryFn: async ({ signal }) => (await ask(TriggerEventDocument, { id }, signal)).data.triggerEvent,
  });
}

export function useTriggerVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: triggersKey });
  return {
    enable: useMutation({
      mutationFn: (asked: { id: string; enabled: boolean }) => ask(SetTriggerEnabledDocument, asked),
      onSettled,
    }),
    remove: useMutation({ mutationFn: (id: string) => ask(DeleteTriggerDocument, { id }), onSettled }),
    renew: useMutation({
      mutationFn: async (id: string) => (await ask(RenewHookKeysDocument, { id })).data.renewHookKeys,
      onSettled,
    }),
    save: useMutation({
      mutationFn: async (draft: DraftTrigger) => {
        const target = draft.id === null ? {} : { id: draft.id, expectedVersion: draft.version };
        return (await ask(SaveTriggerDocument, { trigger: toTriggerInput(draft), ...target })).data.saveTrigger;
      },
      onSettled,
    }),
  };
}

/** Tries a draft on what happened; asked for by a button, since it reads a lot. */
export function useTrial() {
  return useMutation({
    mutationFn: async ({ draft, days }: { draft: DraftTrigger; days: number }) =>
      (await ask(TryTriggerDocument, { trigger: toTriggerInput(draft), days, triggerId: draft.id })).data.tryTrigger,
  });
}

export function useReplay() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (asked: { eventId: string; triggerId: string | null; dry: boolean }) =>
      (await ask(ReplayTriggerEventDocument, asked)).data.replayTriggerEvent,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...triggersKey, 'decisions'] }),
  });
}
