import { chooseStore } from './chooseStore.ts';

test.each([
  [{ change: 9n, reached: 9n, held: 9n }, false, 'NEO4J', 'up_to_date', 0],
  [{ change: 9n, reached: 5n, held: 7n }, false, 'NEO4J', 'slightly_behind', 2],
  [{ change: 9n, reached: 7n, held: 7n }, true, 'POSTGRES', 'must_be_fresh', 2],
  [{ change: 2_000n, reached: 0n, held: 0n }, false, 'POSTGRES', 'far_behind', 2_000],
  [{ change: 9n, reached: 9n, held: 0n }, false, 'POSTGRES', 'lost_data', 9],
  [{ change: 3n, reached: 3n, held: 4n }, false, 'NEO4J', 'up_to_date', 0],
] as const)('%j, fresh %s: %s, because %s', (progress, isFresh, source, reason, behind) => {
  expect(chooseStore(progress, isFresh)).toMatchObject({ source, reason, behind });
});
