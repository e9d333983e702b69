import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { describeError } from '../../api/describeError';
import { found } from '../../api/found';
import {
  DeleteIntegrationDocument,
  type IntegrationChange,
  IntegrationHeadDocument,
  type IntegrationPartsFragment,
  RotateIntegrationTokenDocument,
  TestIntegrationDocument,
  UpdateIntegrationDocument,
} from '../../api/generated/graphql';

/** A sender is not followed live: its traffic is read again this often. */
const REFRESH_MS = 15_000;

export function useIntegration(id: string) {
  return useQuery({
    queryKey: ['integration', id, 'head'],
    queryFn: async ({ signal }) => found((await ask(IntegrationHeadDocument, { id }, signal)).data.integration),
    refetchInterval: REFRESH_MS,
  });
}

/** What can be done to an integration; each ends with what is shown being read again. */
export function useIntegrationActions({ id }: IntegrationPartsFragment) {
  const queryClient = useQueryClient();
  const again = () => {
    void queryClient.invalidateQueries({ queryKey: ['integration', id] });
    void queryClient.invalidateQueries({ queryKey: ['integrations'] });
  };
  const update = useMutation({
    mutationFn: async (input: IntegrationChange) =>
      (await ask(UpdateIntegrationDocument, { id, input })).data.updateIntegration,
    onSuccess: (integration) => queryClient.setQueryData(['integration', id, 'head'], integration),
    onSettled: again,
  });
  const rotate = useMutation({
    mutationFn: async (graceSeconds: number) =>
      (await ask(RotateIntegrationTokenDocument, { id, graceSeconds })).data.rotateIntegrationToken,
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: async () => (await ask(DeleteIntegrationDocument, { id })).data.deleteIntegration,
    onSettled: again,
  });
  const test = useMutation({
    mutationFn: async (status: 'FIRING' | 'RESOLVED') =>
      (await ask(TestIntegrationDocument, { id, status })).data.testIntegration,
    onSettled: again,
  });
  return { update, rotate, remove, test };
}

/** Says in a corner of the page that something was done. */
export function sayDone(text: string): void {
  getAppEvents().publish({ type: AppEvents.alertSuccess.name, payload: [text] });
}

/** Says in a corner of the page why something was not done. */
export function sayFailed(error: unknown): void {
  const { title, advice } = describeError(error);
  getAppEvents().publish({ type: AppEvents.alertError.name, payload: [title, advice] });
}
