import { openDetails, sortDetails } from './details.ts';

test('short texts are labels, the rest are annotations, and nothing is nothing', () => {
  expect(
    sortDetails({ service: 'checkout', load: 0.93, healthy: false, log: 'one\ntwo', long: 'x'.repeat(201), pods: ['a', 'b'], none: null, empty: '' }),
  ).toEqual({
    labels: { service: 'checkout' },
    annotations: { load: '0.93', healthy: 'false', log: 'one\ntwo', long: 'x'.repeat(201), pods: '["a","b"]' },
  });
});

test('what a sender adds is an object, can be stored, and ends somewhere', () => {
  expect(openDetails(undefined, 'custom_details')).toEqual({});
  expect(openDetails('broken', 'custom_details')).toEqual({ custom_details: 'broken' });
  expect(openDetails([1], 'custom_details')).toEqual({ custom_details: [1] });
  expect(openDetails({ 'a\0': ['\ud800'] }, 'custom_details')).toEqual({ 'a\u{FFFD}': ['\u{FFFD}'] });
  expect(JSON.stringify(openDetails(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), 'x'))).toContain('…');
});
