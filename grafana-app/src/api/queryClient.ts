import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './errors';

/**
 * The cache of the app. Live events keep it fresh, so nothing is fetched again just because a page is shown again; what may
 * pass by itself is tried twice more.
 */
export function createQueryClient(retryDelay = 1_000): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (failures, error) => isTransient(error) && failures < 2,
        retryDelay: (failures) => retryDelay * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
