import type { IncomingMessage } from 'node:http';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request was made by a page of the host, or by no page. The host signs identities for whoever asks, so a page of another
 * site must not ask: neither under a name of its own that resolves to the loopback, nor by posting here.
 * @param hosts the `host:port` values this host answers to
 */
export function isOwnOrigin(request: Pick<IncomingMessage, 'headers' | 'method'>, hosts: readonly string[]): boolean {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) {
    return false;
  }
  return (
    SAFE_METHODS.includes(request.method ?? '') || origin === undefined || hosts.includes(origin.replace('http://', ''))
  );
}
