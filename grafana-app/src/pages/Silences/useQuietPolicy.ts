import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { QuietPolicyDocument } from '../../api/generated/graphql';

export const policyKey = ['quietPolicy'];

/** What the tenant wants of quiet. */
export function useQuietPolicy() {
  return useQuery({
    queryKey: policyKey,
    queryFn: async ({ signal }) => (await ask(QuietPolicyDocument, {}, signal)).data.quietPolicy,
    staleTime: 60_000,
  });
}
