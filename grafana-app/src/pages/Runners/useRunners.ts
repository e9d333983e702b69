import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  JobsOfRunnerDocument,
  type JobsOfRunnerQuery,
  PlatformRunnersDocument,
  type PlatformRunnersQuery,
  RegisterRunnerDocument,
  type RegisterRunnerMutation,
  RemoveRunnerDocument,
  RotateRunnerTokenDocument,
  type RunnerChange,
  RunnersDocument,
  type RunnersQuery,
  UpdateRunnerDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

export type Runner = RunnersQuery['runners']['edges'][number]['node'];
export type OwnRunner = PlatformRunnersQuery['platformRunners'][number];
export type RunnerJob = JobsOfRunnerQuery['runnerJobs']['edges'][number]['node'];
/** A runner with its token, which is told this once. */
export type MadeToken = RegisterRunnerMutation['registerRunner'];

const runnersKey = ['runners'];
/** Runners come and go by themselves, and nothing tells of it. */
const POLL_MS = 10_000;

export function useRunners() {
  return usePaged<Runner>(
    [...runnersKey, 'list'],
    async (after, signal) => {
      const answer = await ask(RunnersDocument, { first: 50, after }, signal);
      return toPage<Runner>(answer.data.runners, answer);
    },
    () => POLL_MS
  );
}

export function usePlatformRunners() {
  return useQuery({
    queryKey: [...runnersKey, 'platform'],
    queryFn: async ({ signal }) => (await ask(PlatformRunnersDocument, {}, signal)).data.platformRunners,
    refetchInterval: POLL_MS,
  });
}

export function useJobsOf(runnerId: string) {
  return usePaged<RunnerJob>(
    [...runnersKey, 'jobs', runnerId],
    async (after, signal) => {
      const answer = await ask(JobsOfRunnerDocument, { runnerId, first: 50, after }, signal);
      return toPage<RunnerJob>(answer.data.runnerJobs, answer);
    },
    () => POLL_MS
  );
}

export function useRunnerVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: runnersKey });
  return {
    register: useMutation({
      mutationFn: async (variables: { name: string; labels: Record<string, string> }) =>
        (await ask(RegisterRunnerDocument, variables)).data.registerRunner,
      onSettled,
      // A token is forgotten with what showed it.
      gcTime: 0,
    }),
    update: useMutation({
      mutationFn: (variables: { id: string; input: RunnerChange }) => ask(UpdateRunnerDocument, variables),
      onSettled,
    }),
    rotate: useMutation({
      mutationFn: async (id: string) => (await ask(RotateRunnerTokenDocument, { id })).data.rotateRunnerToken,
      onSettled,
      gcTime: 0,
    }),
    remove: useMutation({ mutationFn: (id: string) => ask(RemoveRunnerDocument, { id }), onSettled }),
  };
}
