import type { Shift } from '../finalShifts.ts';

export type CalendarEntry = { scheduleId: string; scheduleName: string; shift: Shift; names: string[] };

/** Shifts as an iCalendar file (RFC 5545). Each keeps its UID while it lasts from the same moment with the same people, so that calendars do not show it twice. */
export function composeCalendar(title: string, entries: readonly CalendarEntry[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//SRE Platform//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(title)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...entries.flatMap(({ scheduleId, scheduleName, shift, names }) => [
      'BEGIN:VEVENT',
      `UID:${stamp(shift.from)}-${shift.personIds.map((id) => id.slice(-12)).join('-')}-${scheduleId}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(shift.from)}`,
      `DTEND:${stamp(shift.to)}`,
      `SUMMARY:${escapeText(`${names.join(', ')}: ${scheduleName}`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

const stamp = (moment: Date): string => moment.toISOString().replaceAll(/[-:]|\.\d+/g, '');

const escapeText = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');

/** Lines are at most 75 bytes long; what is longer goes on in the next one after a blank. Characters are not cut in two. */
function fold(line: string): string {
  const parts: string[] = [];
  let [part, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 75) {
      parts.push(part);
      [part, bytes] = [' ', 1];
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}
