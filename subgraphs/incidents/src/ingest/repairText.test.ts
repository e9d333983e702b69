import { repairLabels, repairText } from './repairText.ts';

test('what can be stored is returned as it is', () => {
  const repaired: string[] = [];
  const labels = { a: '😀', ü: '' };
  expect(repairLabels(labels, 'labels', repaired)).toBe(labels);
  expect(repairText('text', 'path', repaired)).toBe('text');
  expect(repaired).toEqual([]);
});

test('NUL and lone surrogates are replaced, and the paths are told', () => {
  const repaired: string[] = [];
  expect(repairText('a\0b\uDC00', 'generatorURL', repaired)).toBe('a\u{FFFD}b\u{FFFD}');
  expect(repairLabels({ good: 'yes', bad: '\0' }, 'labels', repaired)).toEqual({ good: 'yes', bad: '\u{FFFD}' });
  expect(repaired).toEqual(['generatorURL', 'labels.bad']);
});
