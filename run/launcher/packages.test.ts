import { isSatisfied } from './packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    kit: { version: '1.0.0' },
    'node_modules/kit': { link: true },
    'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};
const installed = { kit: { version: '1.0.0' }, 'node_modules/kit': { link: true }, 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' } };

test.each([
  { why: 'everything but what is for another system', packages: installed, is: true },
  { why: 'nothing', packages: {}, is: false },
  { why: 'an older version', packages: { ...installed, 'node_modules/pg': { version: '7.0.0', integrity: 'sha512-a' } }, is: false },
  {
    why: 'another package of the same version',
    packages: { ...installed, 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-c' } },
    is: false,
  },
  { why: 'something the lock no longer has', packages: { ...installed, 'node_modules/left': { version: '1.0.0' } }, is: false },
])('with $why installed: $is', ({ packages, is }) => {
  expect(isSatisfied(lock, { packages })).toBe(is);
});
