import { isOwnOrigin } from './isOwnOrigin.ts';

const hosts = ['localhost:3000', '127.0.0.1:3000'];

describe('isOwnOrigin', () => {
  it.each([
    ['GET', 'localhost:3000', undefined, true],
    ['POST', '127.0.0.1:3000', undefined, true],
    ['POST', 'localhost:3000', 'http://localhost:3000', true],
    ['POST', 'localhost:3000', 'https://evil.example', false],
    ['POST', 'localhost:3000', 'null', false],
    ['GET', 'rebound.example:3000', undefined, false],
    ['GET', undefined, undefined, false],
  ])('%s for %s from %s: %s', (method, host, origin, own) => {
    expect(isOwnOrigin({ method, headers: { host, origin } }, hosts)).toBe(own);
  });
});
