import type { DirectoryPerson } from '#contracts/directory';
import { composeCalendar } from './composeCalendar.ts';
import { calendarOf } from './fake.ts';
import { matchPeople } from './matchPeople.ts';
import { CalendarFault, readCalendar } from './readCalendar.ts';

const range = { from: Date.parse('2026-10-01T00:00Z'), to: Date.parse('2027-02-01T00:00Z') };
const read = (...events: string[][]) =>
  readCalendar(calendarOf(...events), 'Asia/Taipei', range).map(({ from, to, summary }) => [
    new Date(from).toISOString().slice(0, 16),
    new Date(to).toISOString().slice(0, 16),
    summary,
  ]);

test('times are in their own zone, in UTC, or in that of the schedule', () => {
  expect(
    read(
      ['SUMMARY:zone', 'DTSTART;TZID=Europe/Berlin:20261024T090000', 'DTEND;TZID=America/New_York:20261024T110000'],
      ['SUMMARY:utc', 'DTSTART:20261101T100000Z', 'DURATION:PT2H'],
      ['SUMMARY:floating', 'DTSTART:20261102T100000', 'DTEND:20261102T110000'],
      ['SUMMARY:day', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227'],
    ),
  ).toEqual([
    ['2026-10-24T07:00', '2026-10-24T15:00', 'zone'],
    ['2026-11-01T10:00', '2026-11-01T12:00', 'utc'],
    ['2026-11-02T02:00', '2026-11-02T03:00', 'floating'],
    ['2026-12-24T16:00', '2026-12-26T16:00', 'day'],
  ]);
});

test('a recurrence keeps its wall time when the clocks change, without what was taken out, moved or cancelled', () => {
  const at = (day: string, clock: string) => `TZID=Europe/Berlin:202610${day}T${clock}`;
  expect(
    read(
      [
        'UID:a',
        'SUMMARY:ada',
        `DTSTART;${at('23', '090000')}`,
        `DTEND;${at('23', '170000')}`,
        'RRULE:FREQ=DAILY;COUNT=6',
        `EXDATE;${at('24', '090000')}`,
      ],
      ['UID:a', 'SUMMARY:bob', `RECURRENCE-ID;${at('26', '090000')}`, `DTSTART;${at('26', '120000')}`, `DTEND;${at('26', '130000')}`],
      [
        'UID:a',
        'SUMMARY:ada',
        `RECURRENCE-ID;${at('27', '090000')}`,
        `DTSTART;${at('27', '090000')}`,
        `DTEND;${at('27', '170000')}`,
        'STATUS:CANCELLED',
      ],
    ),
  ).toEqual([
    ['2026-10-23T07:00', '2026-10-23T15:00', 'ada'],
    ['2026-10-25T08:00', '2026-10-25T16:00', 'ada'],
    ['2026-10-26T11:00', '2026-10-26T12:00', 'bob'],
    ['2026-10-28T08:00', '2026-10-28T16:00', 'ada'],
  ]);
});

test('a zone that only its calendar knows is what the calendar says of it', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Somewhere',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0530',
    'TZOFFSETTO:+0530',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
  const text = calendarOf(['SUMMARY:x', 'DTSTART;TZID=Somewhere:20261101T100000', 'DTEND;TZID=Somewhere:20261101T110000']);
  const [event] = readCalendar(text.replace('BEGIN:VEVENT', `${zone.join('\r\n')}\r\nBEGIN:VEVENT`), 'Asia/Taipei', range);
  expect(new Date(event?.from ?? 0).toISOString()).toBe('2026-11-01T04:30:00.000Z');
});

test('days of holidays are local dates', () => {
  const text = calendarOf(
    ['SUMMARY:Christmas', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227'],
    ['SUMMARY:New Year', 'DTSTART;VALUE=DATE:20270101'],
  );
  expect(readCalendar(text, 'Europe/Berlin', range).flatMap(({ dates }) => dates)).toEqual(['2026-12-25', '2026-12-26', '2027-01-01']);
});

test.each([
  ['<html>Sign in</html>', /not an iCalendar file/],
  ['BEGIN:VCARD\r\nEND:VCARD\r\n', /no VCALENDAR/],
  [calendarOf(['SUMMARY:x', 'DTSTART:19000101T000000Z', 'DURATION:PT1M', 'RRULE:FREQ=MINUTELY']), /more than 20,000/],
])('what cannot be read is refused with the reason (%#)', (text, message) => {
  expect(() => readCalendar(text, 'UTC', range)).toThrow(CalendarFault);
  expect(() => readCalendar(text, 'UTC', range)).toThrow(message);
});

describe('whose an event is', () => {
  const person = (id: string, name: string, email: string | null): DirectoryPerson => ({ id, name, email, timeZone: null, language: null });
  const people = [
    person('a', 'Ada Lovelace', 'Ada@example.com'),
    person('b', 'Bob', 'bob@example.com'),
    person('c', 'Chris', null),
    person('d', 'chris', null),
  ];
  const match = (...lines: string[]) => {
    const { shifts, unmatched } = matchPeople(
      readCalendar(calendarOf(['DTSTART:20261101T100000Z', 'DURATION:PT2H', ...lines]), 'UTC', range),
      people,
    );
    return [shifts.flatMap(({ personIds }) => personIds), unmatched];
  };

  test('those who attend and have not declined, those whose address the summary names, or the one whose name it is', () => {
    expect(match('SUMMARY:On call', 'ATTENDEE:mailto:ada@EXAMPLE.com', 'ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.com')).toEqual([['a'], []]);
    expect(match('SUMMARY:bob@example.com (primary)')).toEqual([['b'], []]);
    expect(match('SUMMARY:ada lovelace')).toEqual([['a'], []]);
  });

  test('what is nobody’s, or may be of two, puts nobody on call and is reported', () => {
    expect(match('SUMMARY:Chris')).toEqual([[], ['Chris']]);
    expect(match('SUMMARY:Someone else', 'ATTENDEE:mailto:who@example.com')).toEqual([[], ['Someone else']]);
    expect(match('SUMMARY:x', 'ATTENDEE:mailto:ada@example.com', 'ATTENDEE:mailto:who@example.com')).toEqual([['a'], ['who@example.com']]);
  });
});

test('what we write, calendar programs can read: text is escaped, and long lines are folded between characters', () => {
  const shift = {
    from: new Date('2026-11-01T09:00Z'),
    to: new Date('2026-11-08T09:00Z'),
    personIds: ['00000000-0000-7000-8000-000000000001'],
    sources: [],
    reason: 'layer' as const,
  };
  const name = `值班; 主要, "A\\B" ${'輪值'.repeat(40)}`;
  const text = composeCalendar('On call', [{ scheduleId: 's', scheduleName: name, shift, names: ['Ada'] }], new Date('2026-11-01T00:00Z'));
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(readCalendar(text, 'UTC', range)).toMatchObject([{ from: shift.from.getTime(), to: shift.to.getTime(), summary: `Ada: ${name}` }]);
});
