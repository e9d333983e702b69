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
  expect(first).toEqual({ id: 'a', score: 1, labels: ['instance=db-1', 'alertname=DiskFull'], words: ['full'], resources: [] });
  expect(second?.id).toBe('b');
  expect(second?.score).toBeLessThan(1);
});

test('a shared resource weighs most, and is named', () => {
  const db = { id: 'r-1', kind: 'HOST', name: 'db-1' };
  const [first, second] = rankSimilar(
    [
      { lexeme: 'team=core', ids: ['label'] },
      { lexeme: 'r-1', ids: ['resource'], resource: db },
    ],
    2,
  );
  expect(first).toMatchObject({ id: 'resource', score: expect.closeTo(0.6), resources: [db], labels: [], words: [] });
  expect(second?.id).toBe('label');
});

test('what everybody has makes nobody alike', () => {
  expect(rankSimilar([{ lexeme: 'env=prod', ids: many }], 5)).toEqual([]);
  expect(rankSimilar([], 5)).toEqual([]);
});

test('of two that are equally alike the later comes first', () => {
  expect(rankSimilar([{ lexeme: 'a=b', ids: ['1', '2'] }], 5).map(({ id }) => id)).toEqual(['2', '1']);
});
