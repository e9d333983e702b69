/**
 * An address as it may be shown: scheme, host, port and the first part of the path. The rest often is the secret (incoming webhooks of chat
 * systems carry their token there), as are query, user and password. Pure.
 */
export function maskDestination(url: string): string {
  const { origin, pathname, search } = new URL(url);
  const [first = '', ...rest] = pathname.slice(1).split('/');
  const hidden = rest.some((part) => part !== '') || search !== '';
  return `${origin}/${first}${hidden ? '/…' : ''}`;
}
