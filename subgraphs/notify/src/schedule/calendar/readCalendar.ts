import { isTimeZone } from '#kit/wallTime';
import ICAL from 'ical.js';
import type { Stretch } from '../scheduleShape.ts';
import { dayMs, momentAt } from '../zoneClock.ts';

/** An event of a calendar, or one time of an event that recurs. */
export type CalendarEvent = Stretch & {
  summary: string;
  /** Addresses of those who attend, and those that the summary names; in lower case. */
  emails: string[];
  /** Local dates that an event of whole days covers; none for one that has a time. */
  dates: string[];
};

/** Most times of events that one calendar is read for; beyond them it is refused, since who is on call would be a guess. */
const mostTimes = 20_000;

/** What is no iCalendar file, or one that cannot be followed; the message says why. */
export class CalendarFault extends Error {}

/**
 * Events of an iCalendar text (RFC 5545) that touch a range, oldest first: recurrences, exceptions to them and cancellations considered. Times without a zone,
 * and whole days, are in `timeZone`. Throws CalendarFault.
 */
export function readCalendar(text: string, timeZone: string, range: Stretch): CalendarEvent[] {
  const calendars = parse(text);
  let left = mostTimes;
  return calendars.flatMap((calendar) => readEvents(calendar)).sort((a, b) => a.from - b.from);

  function readEvents(calendar: ICAL.Component): CalendarEvent[] {
    const zoneOf = createZones(calendar);
    const all = calendar.getAllSubcomponents('vevent');
    const exceptions = Map.groupBy(
      all.filter((each) => each.hasProperty('recurrence-id')),
      (each) => String(each.getFirstPropertyValue('uid')),
    );
    return all
      .filter((each) => !each.hasProperty('recurrence-id'))
      .flatMap((component) =>
        timesOf(new ICAL.Event(component, { exceptions: exceptions.get(String(component.getFirstPropertyValue('uid'))) ?? [] })),
      )
      .filter(({ item }) => item.component.getFirstPropertyValue('status') !== 'CANCELLED' && item.component.hasProperty('dtstart'))
      .map(({ item, startDate, endDate }): CalendarEvent => {
        const from = momentOfTime(startDate, zoneOf(item.component, 'dtstart'));
        // The end of a recurrence is worked out from its beginning, so it is by the same clock.
        const to = endDate
          ? momentOfTime(endDate, zoneOf(item.component, item.component.hasProperty('dtend') && !item.isRecurring() ? 'dtend' : 'dtstart'))
          : from;
        return { from, to, summary: item.summary ?? '', emails: emailsOf(item), dates: startDate.isDate ? datesOf(startDate, endDate) : [] };
      })
      .filter(({ from, to }) => from < to && from < range.to && to > range.from);
  }

  type Time = { item: ICAL.Event; startDate: ICAL.Time; endDate: ICAL.Time | null };

  function timesOf(event: ICAL.Event): Time[] {
    if (!event.isRecurring()) return [{ item: event, startDate: event.startDate, endDate: event.endDate }];
    const times: Time[] = [];
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      if ((left -= 1) < 0) throw new CalendarFault(`It has more than ${mostTimes.toLocaleString('en')} events.`);
      // By the wall clock, so a day more.
      if (Date.parse(`${next.toString().slice(0, 10)}T00:00Z`) > range.to + dayMs) break;
      times.push(event.getOccurrenceDetails(next));
    }
    return times;
  }

  /** The zone of a time of an event: a function from its wall time to the moment. */
  function createZones(calendar: ICAL.Component) {
    const told = new Map(
      calendar.getAllSubcomponents('vtimezone').map((each) => [String(each.getFirstPropertyValue('tzid')), new ICAL.Timezone(each)]),
    );
    return (component: ICAL.Component, property: string): Zone => {
      const name = component.getFirstProperty(property)?.getParameter('tzid');
      const tzid = typeof name === 'string' ? name : null;
      if (tzid === null) return timeZone;
      // Names such as "W. Europe Standard Time" say nothing by themselves: their calendars tell what they mean.
      return isTimeZone(tzid) ? tzid : (told.get(tzid) ?? timeZone);
    };
  }
}

type Zone = string | ICAL.Timezone;

function momentOfTime(time: ICAL.Time, zone: Zone): number {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  if (time.zone === ICAL.Timezone.utcTimezone) return wall;
  return typeof zone === 'string' ? momentAt(wall, zone) : wall - zone.utcOffset(time) * 1000;
}

function parse(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(text) as unknown[];
    // One calendar is a component, several are a list of components.
    const components = (typeof parsed[0] === 'string' ? [parsed] : parsed).map((each) => new ICAL.Component(each as never));
    const calendars = components.filter(({ name }) => name === 'vcalendar');
    if (calendars.length > 0) return calendars;
  } catch (error) {
    throw new CalendarFault(`It is not an iCalendar file: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  throw new CalendarFault('It is not an iCalendar file: it has no VCALENDAR.');
}

function emailsOf(event: ICAL.Event): string[] {
  const attending = event.attendees
    .filter((attendee) => attendee.getParameter('partstat') !== 'DECLINED')
    .map((attendee) => String(attendee.getFirstValue()).replace(/^mailto:/i, ''));
  const named = (event.summary ?? '').match(/[^\s<>()[\],;:]+@[^\s<>()[\],;:]+/g) ?? [];
  return [...new Set([...attending, ...named].map((email) => email.toLowerCase()))];
}

function datesOf(start: ICAL.Time, end: ICAL.Time | null): string[] {
  const first = Date.UTC(start.year, start.month - 1, start.day);
  // Without an end it is one day; RFC 5545 has the end of whole days as the day after.
  const last = end ? Date.UTC(end.year, end.month - 1, end.day) : first + dayMs;
  const days = Math.min(366, Math.max(1, Math.round((last - first) / dayMs)));
  return Array.from({ length: days }, (_, day) => new Date(first + day * dayMs).toISOString().slice(0, 10));
}
