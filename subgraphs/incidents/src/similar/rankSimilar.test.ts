import { commonest, rankSimilar } from './rankSimilar.ts';

const many = Array.from({ length: commonest + 1 }, (_, at) => `m${at}`);

test('what few share weighs more, and the reasons are named in that order', () => {
  const [first, second] = rankSimilar(
    [
      { lexeme: 'alertname=DiskFull', ids: ['a', 'b', 'c'] },
      { lexeme: 'instance=db-1', ids: ['a'] },
      { lexeme: 'full', ids: ['a', 'b'] },
      { lexeme: 'env=prod', ids: many },
    ],
    2,
  );
  expect(first).toEqual({ id: 'a', score: 1, labels: ['instance=db-1', 'alertname=DiskFull'], words: ['full'] });
  expect(second?.id).toBe('b');
  expect(second?.score).toBeLessThan(1);
});

test('what everybody has makes nobody alike', () => {
  expect(rankSimilar([{ lexeme: 'env=prod', ids: many }], 5)).toEqual([]);
  expect(rankSimilar([], 5)).toEqual([]);
});

test('of two that are equally alike the later comes first', () => {
  expect(rankSimilar([{ lexeme: 'a=b', ids: ['1', '2'] }], 5).map(({ id }) => id)).toEqual(['2', '1']);
});
