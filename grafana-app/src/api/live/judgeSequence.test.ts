import { judgeSequence } from './judgeSequence';

describe('judgeSequence', () => {
  it.each([
    ['the first event of a subscription', undefined, { sequence: 7, previous: 3 }, 'first'],
    ['an event that follows the one seen', 7, { sequence: 12, previous: 7 }, 'next'],
    ['an event seen already on the stream that is being replaced', 7, { sequence: 7, previous: null }, 'repeated'],
    ['an event whose predecessor was not seen', 7, { sequence: 12, previous: 9 }, 'gap'],
    ['an event before which the platform itself missed signals', 7, { sequence: 12, previous: null }, 'gap'],
  ])('%s', (_case, last, event, finding) => {
    expect(judgeSequence(last, event)).toBe(finding);
  });
});
