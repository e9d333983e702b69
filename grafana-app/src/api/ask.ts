import { lastValueFrom } from 'rxjs';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { GRAPHQL_URL } from './addresses';
import { ApiError, asRecord, readGraphQLErrors } from './errors';
import type { TypedDocumentString } from './generated/graphql';
import { trusted } from './trusted';

/** What came, and what the platform says is missing from it. */
export interface Answer<Data> {
  data: Data;
  warnings: ApiError[];
}

/**
 * Asks the platform one registered document, through Grafana's plugin proxy.
 * Errors beside usable data become warnings: one subgraph being away must not take the rest of the page with it.
 * @throws ApiError when nothing usable came.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal
): Promise<Answer<Data>> {
  const body = await post({ ...trusted(document), variables }, signal);
  const { data, errors } = asRecord(body);
  const warnings = readGraphQLErrors(errors);
  const [first] = warnings;
  if (isUsable(data)) {
    // The gateway validated the answer against the schema that the document's types were generated from.
    return { data: data as Data, warnings };
  }
  if (first !== undefined) {
    throw first;
  }
  if (typeof data === 'object' && data !== null) {
    return { data: data as Data, warnings };
  }
  throw new ApiError('NOT_THE_GATEWAY', '');
}

/** Whether any root field has a value: an error on the only field leaves `{ incident: null }`. */
function isUsable(data: unknown): boolean {
  return Object.values(asRecord(data)).some((value) => value !== null);
}

async function post(data: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    const response = await lastValueFrom(
      getBackendSrv().fetch<unknown>({
        url: GRAPHQL_URL,
        method: 'POST',
        data,
        abortSignal: signal,
        showErrorAlert: false,
        showSuccessAlert: false,
      })
    );
    return response.data;
  } catch (error) {
    if (!isFetchError<unknown>(error)) {
      throw error;
    }
    throw judgeStatus(error.status, error.data, error);
  }
}

/** Names what an unsuccessful HTTP answer means: the gateway's coded error, or what Grafana's proxy says on the way. */
export function judgeStatus(status: number, body: unknown, cause: unknown): ApiError {
  const { errors, code, message } = asRecord(body);
  const [coded] = readGraphQLErrors(errors);
  if (coded !== undefined) {
    return coded;
  }
  const detail = typeof message === 'string' ? message : '';
  if (typeof code === 'string') {
    return new ApiError(code, detail, { cause });
  }
  return new ApiError(wayCodes[status] ?? (status >= 500 ? 'GATEWAY_UNREACHABLE' : 'NOT_THE_GATEWAY'), detail, {
    cause,
  });
}

const wayCodes: Record<number, string> = {
  0: 'BROWSER_OFFLINE',
  401: 'ACCESS_DENIED',
  403: 'ACCESS_DENIED',
  429: 'RATE_LIMITED',
  502: 'GATEWAY_UNREACHABLE',
  503: 'UNAVAILABLE',
  504: 'TIMEOUT',
};
