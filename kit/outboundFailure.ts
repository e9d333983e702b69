/** Why a request to an outside system got no answer. */
export const outboundFailures = [
  'timeout',
  'connection_refused',
  'connection_reset',
  'unreachable',
  'dns_failed',
  'tls_failed',
  'protocol_error',
  'target_refused',
  'invalid_request',
  'aborted',
  'unknown_failure',
] as const;
export type OutboundFailure = (typeof outboundFailures)[number];

/** Codes and names of errors of Node and undici, as patterns on the first that an error has. */
const failureOf: readonly (readonly [RegExp, OutboundFailure])[] = [
  [/^(TimeoutError|ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^ECONNREFUSED$/, 'connection_refused'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/, 'connection_reset'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EINVAL|EACCES|EPERM)$/, 'unreachable'],
  [/^(ENOTFOUND|EAI_.+|ENODATA|ESERVFAIL)$/, 'dns_failed'],
  [
    /^(EPROTO|ERR_(TLS|SSL)_.+|CERT_.+|.*_(CERT|CERTIFICATE|ISSUER_CERT).*|SELF_SIGNED_.+|UNABLE_TO_.+|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)$/,
    'tls_failed',
  ],
  [/^(HPE_.+|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|RES_EXCEEDED_MAX_SIZE)|HTTPParserError)$/, 'protocol_error'],
  [/^TARGET_REFUSED$/, 'target_refused'],
  [/^(BAD_USER_INPUT|UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)|ERR_INVALID_.+)$/, 'invalid_request'],
  [/^(AbortError|UND_ERR_ABORTED|UND_ERR_DESTROYED|UND_ERR_CLOSED)$/, 'aborted'],
];

/** The coded reason of an error that a request threw, with its text. Pure. */
export function classifyFailure(error: unknown): { reason: OutboundFailure; detail: string } {
  for (const name of namesOf(error)) {
    const found = failureOf.find(([pattern]) => pattern.test(name));
    if (found) return { reason: found[1], detail: describe(error) };
  }
  return { reason: 'unknown_failure', detail: describe(error) };
}

/**
 * Code and name of the error, then of what lies inside it: the attempts of a connection to several addresses, and causes.
 * Read by shape and not by class, since errors of Node's own modules may come from another realm.
 */
function* namesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  if ('code' in error && typeof error.code === 'string') yield error.code;
  if ('name' in error && typeof error.name === 'string') yield error.name;
  if ('errors' in error && Array.isArray(error.errors)) for (const inner of error.errors) yield* namesOf(inner, depth + 1);
  if ('cause' in error) yield* namesOf(error.cause, depth + 1);
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return typeof error === 'string' ? error.slice(0, 500) : 'unknown';
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return describe(error.errors[0]);
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return (message || [...namesOf(error)].join(' ')).slice(0, 500);
}
