/** Shortens a text to so many UTF-16 units, with a sign that it goes on; never inside a character. Pure. */
export function fit(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${cutAt(text, limit - 1).trimEnd()}…`;
}

/** The same for a limit of bytes in UTF-8. Pure. */
export function fitBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= limit) return text;
  // The sign takes three bytes; a character that was cut apart decodes to U+FFFD, which is dropped.
  const start = bytes
    .subarray(0, Math.max(0, limit - 3))
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${start.trimEnd()}…`;
}

function cutAt(text: string, limit: number): string {
  const code = text.charCodeAt(limit - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit);
}
