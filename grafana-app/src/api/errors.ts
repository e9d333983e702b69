/**
 * A failed question to the platform. `code` is the platform's `extensions.code`, or one of the four that this side adds for
 * what happens before the platform is reached. `detail` is the server's own English sentence.
 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
    options?: ErrorOptions
  ) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.name = 'ApiError';
  }
}

/** What this side adds to the platform's codes: who on the way did not answer, and an answer that makes no sense. */
export type WayCode = 'BROWSER_OFFLINE' | 'GATEWAY_UNREACHABLE' | 'ACCESS_DENIED' | 'NOT_THE_GATEWAY';

/** Whether asking again without any change may well succeed. */
export function isTransient(error: unknown): boolean {
  return error instanceof ApiError && transient.has(error.code);
}

const transient = new Set([
  'BROWSER_OFFLINE',
  'GATEWAY_UNREACHABLE',
  'IDENTITY_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'TIMEOUT',
  'UNAVAILABLE',
]);

/** The `{ message, extensions: { code } }` of a GraphQL response, as it comes over the wire. */
export function readGraphQLErrors(errors: unknown): ApiError[] {
  if (!Array.isArray(errors)) {
    return [];
  }
  return errors.map((error: unknown) => {
    const { message, extensions } = asRecord(error);
    const { code } = asRecord(extensions);
    return new ApiError(typeof code === 'string' ? code : 'INTERNAL', typeof message === 'string' ? message : '');
  });
}

/** The same value when it is an object, else an empty one: for reading what came over the wire. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
