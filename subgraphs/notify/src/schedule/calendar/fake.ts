import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of one calendar, as a calendar program's "secret address" has it; it serves what it is told to. */
export async function startFakeCalendar() {
  let answer = { status: 200, body: '' };
  let reads = 0;
  const server = createServer((_, response) => {
    reads += 1;
    response.writeHead(answer.status, { 'content-type': 'text/calendar' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/private/basic.ics`,
    reads: () => reads,
    /** Events as lines of iCalendar, without the frame. */
    has(...events: string[][]) {
      answer = { status: 200, body: calendarOf(...events) };
    },
    answers(status: number, body = '') {
      answer = { status, body };
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

/** A whole iCalendar text of these events. */
export function calendarOf(...events: string[][]): string {
  const lines = events.flatMap((event, place) => [
    'BEGIN:VEVENT',
    ...(event.some((line) => line.startsWith('UID')) ? [] : [`UID:${place}`]),
    ...event,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
