/** What is wrong with a gateway address, or the address as it is stored (origin and path, no trailing slash). */
export type GatewayUrlVerdict =
  | { verdict: 'accepted'; url: string }
  | { verdict: 'empty' | 'malformed' | 'notHttp' | 'hasCredentials' | 'hasQuery' | 'isEndpoint' };

/**
 * Judges the address an administrator typed. The app appends `/graphql` and `/readyz` to it, so an address that already ends in
 * one of them is named rather than silently repaired.
 */
export function judgeGatewayUrl(typed: string): GatewayUrlVerdict {
  const text = typed.trim();
  if (text === '') {
    return { verdict: 'empty' };
  }
  if (!URL.canParse(text)) {
    return { verdict: 'malformed' };
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { verdict: 'notHttp' };
  }
  if (url.username !== '' || url.password !== '') {
    return { verdict: 'hasCredentials' };
  }
  if (url.search !== '' || url.hash !== '') {
    return { verdict: 'hasQuery' };
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (/\/(graphql|graphql\/stream|readyz|healthz)$/.test(path)) {
    return { verdict: 'isEndpoint' };
  }
  return { verdict: 'accepted', url: url.origin + path };
}
