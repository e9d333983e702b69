import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  OnCallNowDocument,
  type OnCallNowQuery,
  type ScheduleFilter,
  ScheduleChangedDocument,
  type ScheduleRowFragment,
  SchedulesDocument,
} from '../../api/generated/graphql';
import { useLive } from '../../api/live/useLive';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** Rows of one request: each is worked out over a year. */
const PAGE_SIZE = 30;
/** Calendars and the clock may put others on call while no signal comes through. */
const POLL_MS = 60_000;

export const schedulesKey = ['schedules'];

export function useSchedules(search: string, teamId: string | null) {
  const filter = useFilter(search, teamId);
  return usePaged<ScheduleRowFragment>(
    [...schedulesKey, 'list', filter],
    async (after, signal) => {
      const answer = await ask(SchedulesDocument, { first: PAGE_SIZE, after, filter }, signal);
      return toPage(answer.data.schedules, answer);
    },
    () => POLL_MS
  );
}

export type OnCallRow = OnCallNowQuery['onCallNow']['edges'][number]['node'];

export function useOnCallNow(search: string, teamId: string | null) {
  const filter = useFilter(search, teamId);
  return usePaged<OnCallRow>(
    [...schedulesKey, 'onCallNow', filter],
    async (after, signal) => {
      const answer = await ask(OnCallNowDocument, { first: PAGE_SIZE, after, filter }, signal);
      return toPage(answer.data.onCallNow, answer);
    },
    () => POLL_MS
  );
}

/** Reads whatever is shown of schedules again when somebody changes one, or the clock puts others on call. */
export function useScheduleChanges(): void {
  const queryClient = useQueryClient();
  const readAgain = () => queryClient.invalidateQueries({ queryKey: schedulesKey });
  useLive(
    ScheduleChangedDocument,
    {},
    { payload: ({ scheduleChanged }) => scheduleChanged, onData: () => void readAgain(), readAgain }
  );
}

function useFilter(search: string, teamId: string | null): ScheduleFilter {
  return useMemo(
    () => ({ search: search.trim() === '' ? null : search.trim(), teamIds: teamId === null ? null : [teamId] }),
    [search, teamId]
  );
}
