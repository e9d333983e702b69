import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { windowsOf } from './previewInterval.ts';
import { intervalsShape } from './readIntervals.ts';
import { readIntervalText } from './readIntervalText.ts';

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => {
  platform = await openTestIncidents();
  sender = await platform.createSender();
});
afterAll(() => platform.close());

const at = (time: string) => new Date(time);
const office = { weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '17:00' }], location: 'Europe/Berlin' };

test('windows are those in which an interval holds, cut at both ends, over the change of clocks too', () => {
  const windows = windowsOf(intervalsShape.parse([office]), at('2026-03-27T12:00:00Z'), at('2026-03-31T08:00:00Z'));
  expect(windows).toEqual([
    { from: at('2026-03-27T12:00:00Z'), until: at('2026-03-27T16:00:00Z') },
    { from: at('2026-03-30T07:00:00Z'), until: at('2026-03-30T15:00:00Z') },
    { from: at('2026-03-31T07:00:00Z'), until: at('2026-03-31T08:00:00Z') },
  ]);
  expect(windowsOf(intervalsShape.parse([{}]), at('2026-01-01T00:00:00Z'), at('2026-01-08T00:00:00Z'))).toHaveLength(1);
  expect(() => windowsOf(intervalsShape.parse([{}]), at('2026-01-01T00:00:00Z'), at('2026-04-08T00:00:00Z'))).toThrow(/62 days/);
});

test('a preview says when it holds, or what is wrong and where', async () => {
  const query = `query ($intervals: JSON!) { previewTimeInterval(intervals: $intervals, from: "2026-11-23T00:00:00Z", until: "2026-11-30T00:00:00Z") {
    problems { path message } windows { from until } isActive nextTurn } }`;
  const good = await platform.ask(sender.caller, query, { intervals: [office] });
  expect(good.data.previewTimeInterval).toMatchObject({ problems: [], isActive: expect.any(Boolean), nextTurn: expect.any(String) });
  expect(good.data.previewTimeInterval.windows).toHaveLength(5);
  const bad = await platform.ask(sender.caller, query, { intervals: [{ weekdays: ['mon'], times: [{ start_time: '22:00', end_time: '06:00' }] }] });
  expect(bad.data.previewTimeInterval).toMatchObject({ windows: [], isActive: null });
  expect(bad.data.previewTimeInterval.problems.map(({ path }: { path: string }) => path).toSorted()).toEqual(['0.times.0', '0.weekdays.0']);
});

const one = { name: 'nights', time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }] }] };
const times = [{ times: [{ start_time: '22:00', end_time: '24:00' }] }];
test.each([
  ['a configuration', JSON.stringify({ route: {}, time_intervals: [one] }), 'nights'],
  ['the list of one', JSON.stringify([one]), 'nights'],
  ['one of them', JSON.stringify(one), 'nights'],
  ['its times', JSON.stringify({ time_intervals: times }), null],
  ['times', JSON.stringify(times), null],
  ['one time', 'times:\n  - start_time: 22:00\n    end_time: 24:00\n', null],
])('%s is read', (_, text, name) => {
  expect(readIntervalText(text)).toEqual({ timeIntervals: [{ name, intervals: times }], notes: [] });
});

test.each([
  ['5', 1],
  ['', 1],
  ['- weekdays: [monday]\n- weekdays: [someday]', 2],
  ['- name: x\n  time_intervals:\n    - colour: red', 3],
])('%j is not understood, at its line', (text, line) => {
  const { timeIntervals, notes } = readIntervalText(text);
  expect(timeIntervals).toEqual([]);
  expect(notes.map((note) => note.line)).toContain(line);
});

test('it is read and shown only to whoever may read silences', async () => {
  const nobody = { ...sender.caller, permissions: [] };
  for (const query of [
    '{ readTimeIntervals(text: "x") { notes { line } } }',
    '{ previewTimeInterval(intervals: [], from: "2026-11-23T00:00:00Z", until: "2026-11-30T00:00:00Z") { isActive } }',
  ]) {
    expect((await platform.ask(nobody, query)).errors?.[0]?.message).toMatch(/silences:read/);
  }
});
