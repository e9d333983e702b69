import { createTurns } from './turns.ts';

test('so many run at once, the others in their order, and a failure gives its turn on', async () => {
  const takeTurn = createTurns(2);
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const start = (name: string) =>
    takeTurn(async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (name === 'a') throw new Error(name);
      return name;
    });
  const works = ['a', 'b', 'c', 'd'].map(start);
  works[0]?.catch(() => undefined);
  await Promise.resolve();
  expect(log).toEqual(['a', 'b']);
  ends[0]?.();
  await expect(works[0]).rejects.toThrow('a');
  expect(log).toEqual(['a', 'b', 'c']);
  ends[1]?.();
  ends[2]?.();
  await works[2];
  ends[3]?.();
  expect(await Promise.all(works.slice(1))).toEqual(['b', 'c', 'd']);
  expect(await takeTurn(async () => 'later')).toBe('later');
});
