import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AddContactDocument,
  AddDelegationDocument,
  type ContactInput,
  EndDelegationDocument,
  MyNotificationsDocument,
  type MyNotificationsQuery,
  type NotificationFieldsFragment,
  type NotificationSettingsInput,
  RemoveContactDocument,
  SaveNotificationSettingsDocument,
  SendContactCodeDocument,
  VerifyContactDocument,
} from '../../api/generated/graphql';
import { language } from '../../api/language';

export const notificationsKey = ['notifications'];

export type Settings = NotificationFieldsFragment;
export type ContactView = Settings['contacts'][number];
export type Way = MyNotificationsQuery['contactWays'][number];

/** How the viewer is told of pages, and by which channels they may add a contact. */
export function useNotifications() {
  return useQuery({
    queryKey: [...notificationsKey, 'mine'],
    queryFn: async ({ signal }) => (await ask(MyNotificationsDocument, { language: language() }, signal)).data,
  });
}

export function useNotificationVerbs() {
  return {
    add: useVerb((input: ContactInput) => ask(AddContactDocument, { input })),
    resend: useVerb((id: string) => ask(SendContactCodeDocument, { id })),
    verify: useVerb(({ id, code }: { id: string; code: string }) => ask(VerifyContactDocument, { id, code })),
    remove: useVerb((id: string) => ask(RemoveContactDocument, { id })),
    save: useVerb(({ input, version }: { input: NotificationSettingsInput; version: number }) =>
      ask(SaveNotificationSettingsDocument, { input, expectedVersion: version })
    ),
    delegate: useVerb((given: { toId: string; startsAt: string; endsAt: string }) => ask(AddDelegationDocument, given)),
    endDelegation: useVerb((id: string) => ask(EndDelegationDocument, { id })),
  };
}

export type NotificationVerbs = ReturnType<typeof useNotificationVerbs>;

function useVerb<Variables, Result>(run: (variables: Variables) => Promise<Result>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => queryClient.invalidateQueries({ queryKey: notificationsKey }),
  });
}
