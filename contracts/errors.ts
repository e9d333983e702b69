/**
 * Every error that leaves the platform, as one closed union. The code is a contract with clients (`extensions.code` in
 * GraphQL, `code` in REST bodies); the HTTP status is what REST routes answer; `advice` says what the reader can do.
 */
export const errorCodes = {
  UNAUTHENTICATED: { status: 401, advice: 'Send a Grafana identity, an API key, an OIDC bearer token or an integration token.' },
  TOKEN_EXPIRED: { status: 401, advice: 'Ask for a new token and send the request again.' },
  SIGNATURE_REFUSED: { status: 401, advice: 'Sign the body with the secret of this integration, by a clock that is right.' },
  CONNECTION_UNKNOWN: { status: 401, advice: 'Check the connection secret and the Grafana address on the configuration page.' },
  IDENTITY_UNAVAILABLE: { status: 503, advice: 'The signing keys of the identity provider cannot be fetched; try again shortly.' },
  FORBIDDEN: { status: 403, advice: 'Ask an administrator for the permission named in the message.' },
  NOT_FOUND: { status: 404, advice: 'Check the id; what belongs to another tenant is not found either.' },
  CONFLICT: { status: 409, advice: 'Read the current state and decide again.' },
  IN_USE: { status: 409, advice: 'Take it out of what the message names, or repeat with force.' },
  BAD_USER_INPUT: { status: 400, advice: 'Correct the field named in the message.' },
  BAD_CURSOR: { status: 400, advice: 'Start again from the first page; a cursor is only valid for the list that gave it.' },
  MALFORMED_BODY: { status: 400, advice: 'Send valid JSON.' },
  UNKNOWN_SHAPE: { status: 422, advice: 'Send the documented payload of this address.' },
  UNSUPPORTED_ENCODING: { status: 415, advice: 'Send UTF-8 JSON, plain or gzip-encoded.' },
  BODY_TOO_LARGE: { status: 413, advice: 'Send less at once: a smaller batch, or a smaller file.' },
  STORE_UNAVAILABLE: {
    status: 503,
    advice: 'The store of files does not answer; try again after Retry-After, and tell the administrator if it repeats.',
  },
  METHOD_NOT_ALLOWED: { status: 405, advice: 'Use the method that the Allow header names.' },
  QUERY_TOO_COMPLEX: { status: 400, advice: 'Ask for fewer fields, less depth or fewer aliases.' },
  QUERY_NOT_TRUSTED: { status: 400, advice: 'Send the id of a registered document.' },
  RATE_LIMITED: { status: 429, advice: 'Wait for the time in Retry-After.' },
  SUBGRAPH_UNAVAILABLE: { status: 503, advice: 'Part of the platform does not answer; the rest of the data is complete.' },
  TIMEOUT: { status: 504, advice: 'Try again; ask for less if it repeats.' },
  UNAVAILABLE: { status: 503, advice: 'The platform is not ready; try again after Retry-After.' },
  TARGET_REFUSED: { status: 400, advice: 'Use a public address, or allow this network in the configuration.' },
  INTERNAL: { status: 500, advice: 'Report the request id to the administrator of the platform.' },
} as const satisfies Record<string, { status: number; advice: string }>;

export type ErrorCode = keyof typeof errorCodes;
