/** Pictures that a page may show, by their first bytes. Everything else is only ever downloaded. */
const signatures: ReadonlyArray<[contentType: string, matches: (head: Buffer) => boolean]> = [
  ['image/png', (head) => head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (head) => ['GIF87a', 'GIF89a'].includes(head.toString('latin1', 0, 6))],
  ['image/webp', (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'],
];

/** Bytes of a file's beginning that are looked at. */
export const headBytes = 12;

/** Type of what is not shown. */
export const otherType = 'application/octet-stream';

/** The type of a file that begins like this: a picture's, or application/octet-stream. What its sender says of it counts for nothing. Pure. */
export function sniffImage(head: Buffer): string {
  return signatures.find(([, matches]) => head.length >= headBytes && matches(head))?.[0] ?? otherType;
}

export const isImage = (contentType: string): boolean => contentType.startsWith('image/');
