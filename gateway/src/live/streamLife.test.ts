import { streamLife } from './streamLife.ts';

const now = new Date('2026-01-01T00:00:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('streamLife', () => {
  it('ends with the token that opened the stream, at the latest after the limit', () => {
    expect(streamLife(inSeconds(90), now, 600_000)).toBe(90_000);
    expect(streamLife(inSeconds(7_200), now, 600_000)).toBe(600_000);
    expect(streamLife(null, now, 600_000)).toBe(600_000);
  });

  it('gives a token in its last moments a second, so that a client does not reconnect without pause', () => {
    expect(streamLife(inSeconds(0), now, 600_000)).toBe(1_000);
  });
});
