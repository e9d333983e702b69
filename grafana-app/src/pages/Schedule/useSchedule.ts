import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  AcceptScheduleSwapDocument,
  AddScheduleOverrideDocument,
  DeleteScheduleDocument,
  OfferScheduleSwapDocument,
  RemoveScheduleOverrideDocument,
  ScheduleDocument,
  type ScheduleOverrideInput,
  type ScheduleQuery,
  ScheduleShiftsDocument,
  type ScheduleShiftsQuery,
  type ScheduleSwapInput,
  UpdateScheduleOverrideDocument,
  WithdrawScheduleSwapDocument,
} from '../../api/generated/graphql';
import { schedulesKey } from '../Schedules/useSchedules';

export type ScheduleView = NonNullable<ScheduleQuery['schedule']>;
export type ShiftsView = NonNullable<ScheduleShiftsQuery['schedule']>;

/** Calendars and the clock may put others on call while no signal comes through. */
const POLL_MS = 60_000;

/** One schedule; null when there is none with this id. */
export function useSchedule(id: string) {
  return useQuery({
    queryKey: [...schedulesKey, 'one', id],
    queryFn: async ({ signal }) => (await ask(ScheduleDocument, { id }, signal)).data.schedule ?? null,
    refetchInterval: POLL_MS,
  });
}

/** The shifts of a schedule between two moments; those of the time before stand in until they are there. */
export function useShifts(id: string, from: number, to: number) {
  return useQuery({
    queryKey: [...schedulesKey, 'shifts', id, from, to],
    queryFn: async ({ signal }) => {
      const asked = { id, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return (await ask(ScheduleShiftsDocument, asked, signal)).data.schedule ?? null;
    },
    placeholderData: (previous) => previous,
    refetchInterval: POLL_MS,
  });
}

/** What can be done to a schedule. Whatever comes of it, everything about schedules is read again. */
export function useScheduleVerbs(scheduleId: string) {
  return {
    add: useVerb((input: ScheduleOverrideInput) => ask(AddScheduleOverrideDocument, { scheduleId, input })),
    change: useVerb(({ id, input }: { id: string; input: ScheduleOverrideInput }) =>
      ask(UpdateScheduleOverrideDocument, { scheduleId, id, input })
    ),
    remove: useVerb((id: string) => ask(RemoveScheduleOverrideDocument, { scheduleId, id })),
    offer: useVerb((input: ScheduleSwapInput) => ask(OfferScheduleSwapDocument, { scheduleId, input })),
    accept: useVerb((id: string) => ask(AcceptScheduleSwapDocument, { id })),
    withdraw: useVerb((id: string) => ask(WithdrawScheduleSwapDocument, { id })),
    deleteSchedule: useVerb(() => ask(DeleteScheduleDocument, { id: scheduleId })),
  };
}

export type ScheduleVerbs = ReturnType<typeof useScheduleVerbs>;

function useVerb<Variables = void>(run: (variables: Variables) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queryClient.invalidateQueries({ queryKey: schedulesKey }) });
}
