import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { IntegrationNameDocument } from '../../api/generated/graphql';

/** The name of an integration; the beginning of its id when it is gone or may not be read, undefined while that is not known. */
export function useIntegrationName(id: string | null | undefined): string | undefined {
  const { data, isError } = useQuery({
    queryKey: ['integration', id, 'name'],
    queryFn: async ({ signal }) => (await ask(IntegrationNameDocument, { id: id ?? '' }, signal)).data.integration,
    enabled: id != null,
    staleTime: 60_000,
  });
  const unnamed = isError || data === null ? id?.slice(0, 8) : undefined;
  return data?.name ?? unnamed;
}
