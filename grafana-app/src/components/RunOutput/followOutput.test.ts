import { createBell } from './createBell';
import { followOutput, type OutputPiece, type Written } from './followOutput';

/** Somebody who follows what is written to `printed`, and how often it was asked for. */
function follow() {
  const seen = { printed: '', isOver: false, asked: 0, shown: [] as Written[] };
  const bell = createBell();
  const stop = new AbortController();
  const done = followOutput(
    async (after): Promise<OutputPiece | null> => {
      seen.asked += 1;
      const start = Math.min(after, seen.printed.length);
      const [text, end] = [seen.printed.slice(start), seen.printed.length];
      return seen.printed === '' && !seen.isOver ? null : { text, start, end, isComplete: seen.isOver };
    },
    bell,
    stop.signal,
    (written) => seen.shown.push(written)
  );
  const lines = () => seen.shown.at(-1)?.output.lines.map(({ text }) => text) ?? [];
  return { seen, bell, stop, done, lines };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

it('asks again when the bell rings, and not while nothing happens', async () => {
  const { seen, bell, done, lines } = follow();
  await settled();
  expect([seen.asked, lines()]).toEqual([1, []]);
  seen.printed = 'one\n';
  bell.ring();
  await settled();
  // Once for the piece, once to see that nothing follows it.
  expect([seen.asked, lines()]).toEqual([3, ['one']]);
  await settled();
  expect(seen.asked).toBe(3);
  Object.assign(seen, { printed: 'one\ntwo\n', isOver: true });
  bell.ring();
  await done;
  expect([lines(), seen.shown.at(-1)?.isLive]).toEqual([['one', 'two'], false]);
});

it('does not miss a ring that comes while it reads', async () => {
  const { seen, bell, done, lines } = follow();
  Object.assign(seen, { printed: 'all\n', isOver: true });
  bell.ring();
  await done;
  expect(lines()).toEqual(['all']);
});

it('forgets what was written before another runner began anew', async () => {
  const { seen, bell, done, lines } = follow();
  seen.printed = 'of the first\n';
  bell.ring();
  await settled();
  Object.assign(seen, { printed: 'anew\n', isOver: true });
  bell.ring();
  await done;
  expect(lines()).toEqual(['anew']);
});

it('ends with its signal', async () => {
  const { stop, done, seen } = follow();
  await settled();
  stop.abort();
  await done;
  expect(seen.shown).toEqual([]);
});
