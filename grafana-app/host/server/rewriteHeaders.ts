import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** Headers that belong to one hop and never pass a proxy (RFC 9110, 7.6.1, and what Go's reverse proxy adds to it). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const REMOVED_FROM_REQUESTS = [
  'cookie',
  'set-cookie',
  'host',
  'origin',
  'referer',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-grafana-user',
];

/** What the plugin proxy says about a request besides what the browser sent. */
export interface ProxiedIdentity {
  remoteAddress: string;
  /** The unsigned `X-Grafana-Context`. */
  context: string;
  /** The signed `X-Grafana-Id`. */
  idToken: string;
  /** The route's own headers, which win over everything. */
  routeHeaders: ReadonlyArray<readonly [name: string, value: string]>;
}

/** The headers of a request as Grafana's plugin proxy sends it on. */
export function rewriteRequestHeaders(received: IncomingHttpHeaders, identity: ProxiedIdentity): OutgoingHttpHeaders {
  const headers = withoutHopByHop(received);
  for (const name of REMOVED_FROM_REQUESTS) {
    delete headers[name];
  }
  // Grafana appends the caller's address, and Go's reverse proxy below it appends it once more.
  const forwarded = [received['x-forwarded-for'] ?? [], identity.remoteAddress, identity.remoteAddress];
  headers['x-forwarded-for'] = forwarded.flat().join(', ');
  headers['x-grafana-referer'] = received.referer ?? '';
  headers['x-grafana-context'] = identity.context;
  headers['x-grafana-id'] = identity.idToken;
  for (const [name, value] of identity.routeHeaders) {
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** The headers of an answer as Grafana's plugin proxy hands it back: no cookies, and harmless as a document. */
export function rewriteResponseHeaders(received: IncomingHttpHeaders): OutgoingHttpHeaders {
  const headers = withoutHopByHop(received);
  delete headers['set-cookie'];
  headers['content-security-policy'] = 'sandbox';
  return headers;
}

function withoutHopByHop(received: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = (received.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(received).filter(([name]) => !dropped.has(name)));
}
