import { readUrl } from './readUrl.ts';

test.each([
  [' https://wiki.example/runbook?x=1#y ', 'https://wiki.example/runbook?x=1#y'],
  ['HTTP://Example.com', 'http://example.com/'],
  ['https://例子.example/頁', 'https://xn--fsqu00a.example/%E9%A0%81'],
])('%j is a link', (text, url) => {
  expect(readUrl(text)).toBe(url);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://example.com',
  '//example.com',
  'example.com',
  '',
  'https://user:secret@example.com/',
  'https://user@example.com/',
  `https://example.com/${'x'.repeat(2_000)}`,
])('%j is none', (text) => {
  expect(() => readUrl(text)).toThrow('"url"');
});
