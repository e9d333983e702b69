import { useEffect, useMemo, useRef } from 'react';
import { readGraphQLErrors } from '../errors';
import type { TypedDocumentString } from '../generated/graphql';
import { trusted } from '../trusted';
import { judgeSequence, type Numbered } from './judgeSequence';
import { useLiveContext } from './LiveContext';

export interface LiveUse<Data> {
  /** Takes an event in. */
  onData(data: Data): void;
  /** Where the payload stands in the data. */
  payload(data: Data): Numbered;
  /** Reads again what the subscription keeps fresh, because events may have been missed. */
  readAgain(): Promise<unknown>;
}

/** Keeps a part of the cache fresh: hands on every event of the subscription, and reads again after a reconnect or a gap. */
export function useLive<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  use: LiveUse<Data>
): void {
  const { hub, catchUp } = useLiveContext();
  const request = useRequest(document, variables);
  const latest = useRef({ use, catchUp });
  useEffect(() => {
    latest.current = { use, catchUp };
  });

  useEffect(() => {
    let sequence: number | undefined;
    const readAgain = () => {
      const { use, catchUp } = latest.current;
      catchUp(use.readAgain());
    };
    return hub.subscribe(request, {
      onActive() {
        sequence = undefined;
        readAgain();
      },
      onResult({ data, errors }) {
        if (data === undefined || data === null || readGraphQLErrors(errors).length > 0) {
          readAgain();
          return;
        }
        const { use } = latest.current;
        // The gateway validated the event against the schema that the document's types were generated from.
        const event = data as Data;
        const number = use.payload(event);
        const finding = judgeSequence(sequence, number);
        sequence = Math.max(sequence ?? 0, number.sequence);
        use.onData(event);
        if (finding === 'gap') {
          readAgain();
        }
      },
    });
  }, [hub, request]);
}

/** The request for the subscription; the same object as long as it asks for the same. */
function useRequest<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables) {
  const { documentId, operationName } = useMemo(() => trusted(document), [document]);
  const json = JSON.stringify(variables);
  return useMemo(
    () => ({ key: `${documentId} ${json}`, documentId, operationName, variables: JSON.parse(json) as unknown }),
    [documentId, operationName, json]
  );
}
