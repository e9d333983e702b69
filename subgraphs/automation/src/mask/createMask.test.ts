import fc from 'fast-check';
import { createMask } from './createMask.ts';

const secret = 'pa55/w+rd "ü"';
const pem = '-----BEGIN KEY-----\nAAAAB3NzaC1yc2EAAAADAQAB\nZZZZB3NzaC1yc2EAAAADAQAC\n-----END KEY-----\n';

test.each([
  ['as it is', `x ${secret} y`],
  ['in an address', `?p=${encodeURIComponent(secret)}&`],
  ['in JSON', JSON.stringify({ secret })],
  ['hex', Buffer.from(secret).toString('hex')],
  ['HEX', Buffer.from(secret).toString('hex').toUpperCase()],
  ['a line of a key', `key: ${pem.split('\n')[1] ?? ''}`],
])('a secret is covered %s', (_, text) => {
  const masked = createMask([secret, pem]).text(text);
  expect(masked).toContain('***');
  expect(masked).not.toMatch(/55|3535|AAAAB3/);
});

test('base64 is covered wherever the secret stands in what was encoded, and so is its form for addresses', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
      const bytes = Buffer.from(before + secret + after);
      for (const form of ['base64', 'base64url'] as const) {
        const masked = createMask([secret]).text(bytes.toString(form));
        expect(masked).toContain('***');
        expect(Buffer.from(masked.split('***')[0] ?? '', form).toString('latin1')).not.toContain('pa5');
      }
    }),
  );
});

test('however a text is cut into chunks, the same comes out, and a secret never', () => {
  const mask = createMask([secret, 'abab', 'ababcc', pem]);
  const piece = fc.constantFrom(secret, 'ab', 'abab', 'ababcc', 'a', 'c', 'word ', '\n', pem, Buffer.from(secret).toString('base64'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 }), (pieces, sizes) => {
      const bytes = Buffer.from(pieces.join(''));
      const stream = mask.stream();
      const out: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = (sizes[turn % sizes.length] ?? 0) + 1;
        out.push(stream.push(bytes.subarray(at, at + size)));
        at += size;
      }
      out.push(stream.end());
      const chunked = Buffer.concat(out).toString();
      expect(chunked).not.toContain('abab');
      expect(chunked).not.toContain(secret);
      expect(chunked.replaceAll(/(\*\*\*)+/g, '***')).toBe(mask.text(bytes.toString()).replaceAll(/(\*\*\*)+/g, '***'));
    }),
  );
});

test('what cannot be the beginning of a secret is not held back', () => {
  const stream = createMask(['hunter22']).stream();
  expect(stream.push(Buffer.from('line one\n')).toString()).toBe('line one\n');
  expect(stream.push(Buffer.from('it is hunt')).toString()).toBe('it is ');
  expect(stream.push(Buffer.from('ing')).toString()).toBe('hunting');
  expect(stream.end().toString()).toBe('');
});

test('one letter without end is let through covered, and not held', () => {
  const stream = createMask(['aaaa']).stream();
  let passed = 0;
  for (let turn = 0; turn < 1_000; turn += 1) passed += stream.push(Buffer.alloc(100, 'a')).length;
  expect(passed).toBeGreaterThan(100);
});

test('values inside JSON are covered, names too', () => {
  expect(createMask(['hunter22']).json({ a: ['x hunter22', 1, null], hunter22: true })).toEqual({ a: ['x ***', 1, null], '***': true });
});
