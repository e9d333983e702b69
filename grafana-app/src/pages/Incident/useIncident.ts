import { useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { IncidentHeadDocument, IncidentTouchedDocument, type TypedDocumentString } from '../../api/generated/graphql';
import { useLiveState } from '../../api/live/LiveContext';
import { useLive } from '../../api/live/useLive';
import { type Connection, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** Changes come in bursts; the page reads once they pause this long. */
const SETTLE_MS = 300;

const SECTION_PAGE = 50;

/** Keys of everything about one incident begin alike, so that one call makes all of it be read again. */
export const incidentKey = (id: string, ...part: string[]) => ['incident', id, ...part];

/** The incident itself, and the live events that make the page read all its parts again. */
export function useIncident(id: string) {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const live = useLiveState();
  useEffect(() => () => clearTimeout(timer.current), []);
  const readAgain = () => queryClient.invalidateQueries({ queryKey: incidentKey(id) });
  useLive(
    IncidentTouchedDocument,
    { id },
    {
      payload: ({ incidentChanged }) => incidentChanged,
      onData: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void readAgain(), SETTLE_MS);
      },
      readAgain,
    }
  );
  return useQuery({
    queryKey: incidentKey(id, 'head'),
    queryFn: async ({ signal }) => {
      const { data, warnings } = await ask(IncidentHeadDocument, { id }, signal);
      return { incident: found(data.incident), warnings };
    },
    refetchInterval: live === 'offline' ? 30_000 : false,
  });
}

/** One of the lists that belong to an incident. Each is asked for by itself, so that one that fails leaves the others be. */
export function useIncidentPart<Data extends { incident?: unknown }, Row>(
  id: string,
  part: string,
  document: TypedDocumentString<Data, { id: string; first: number; after?: string | null }>,
  connection: (incident: NonNullable<Data['incident']>) => Connection<Row>
) {
  return usePaged<Row>(incidentKey(id, part), async (after, signal) => {
    const answer = await ask(document, { id, first: SECTION_PAGE, after }, signal);
    return toPage(connection(found(answer.data.incident)), answer);
  });
}
