import { sniffImage } from './sniffImage.ts';

const padded = (...bytes: number[]) => Buffer.concat([Buffer.from(bytes), Buffer.alloc(16)]);

test.each([
  ['image/png', padded(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', padded(0xff, 0xd8, 0xff, 0xe0)],
  ['image/gif', Buffer.from('GIF89a          ')],
  ['image/webp', Buffer.from('RIFF....WEBPVP8 ')],
  ['application/octet-stream', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['application/octet-stream', Buffer.from('<html><script>alert(1)</script>')],
  ['application/octet-stream', Buffer.from('RIFF....WAVEfmt ')],
  ['application/octet-stream', Buffer.from([0x89, 0x50])],
  ['application/octet-stream', Buffer.alloc(0)],
])('%s', (contentType, head) => {
  expect(sniffImage(head)).toBe(contentType);
});
