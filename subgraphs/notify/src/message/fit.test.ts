import fc from 'fast-check';
import { fit, fitBytes } from './fit.ts';

test('what fits stays, what does not ends with a sign', () => {
  expect(fit('abc', 3)).toBe('abc');
  expect(fit('abcd', 3)).toBe('ab…');
  expect(fit('a😀b', 3)).toBe('a…');
  expect(fitBytes('磁碟已滿', 12)).toBe('磁碟已滿');
  expect(fitBytes('磁碟已滿', 11)).toBe('磁碟…');
});

test('nothing is longer than its limit, or cut inside a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
      expect(fit(text, limit).length).toBeLessThanOrEqual(limit);
      expect(fit(text, limit).isWellFormed()).toBe(true);
      expect(Buffer.byteLength(fitBytes(text, limit))).toBeLessThanOrEqual(limit);
    }),
  );
});
