import { maskDestination } from './maskDestination.ts';

test.each([
  ['https://example.com/', 'https://example.com/'],
  ['https://example.com/hook', 'https://example.com/hook'],
  ['https://example.com:8443/hook/', 'https://example.com:8443/hook'],
  ['https://hooks.example.com/services/T0/B0/secret', 'https://hooks.example.com/services/…'],
  ['https://example.com/hook?token=secret', 'https://example.com/hook/…'],
  ['https://user:secret@example.com/hook#secret', 'https://example.com/hook'],
])('%s is shown as %s', (url, shown) => {
  expect(maskDestination(url)).toBe(shown);
});
