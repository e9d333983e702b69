import type { DirectoryPerson } from '#contracts/directory';
import type { Stretch } from '../scheduleShape.ts';
import type { CalendarEvent } from './readCalendar.ts';

/** Shifts that a calendar tells, and what names its events have that are nobody's. */
export type MatchedCalendar = { shifts: (Stretch & { personIds: string[] })[]; unmatched: string[] };

/** Most names that are reported. */
const mostUnmatched = 50;

/**
 * Who an event puts on call: people with the addresses of those who attend or are named in its summary; without any, the one person whose name the summary
 * is, whatever the case of its letters. Two people of one name are nobody, since one of them would be paged for the other.
 */
export function matchPeople(events: readonly CalendarEvent[], people: readonly DirectoryPerson[]): MatchedCalendar {
  const byEmail = new Map(people.flatMap(({ id, email }) => (email === null ? [] : [[email.toLowerCase(), id]])));
  const byName = Map.groupBy(people, ({ name }) => name.trim().toLowerCase());
  const unmatched = new Set<string>();
  const shifts = events.flatMap(({ from, to, emails, summary }) => {
    const found = emails.flatMap((email) => byEmail.get(email) ?? []);
    const namesakes = byName.get(summary.trim().toLowerCase()) ?? [];
    const [named] = namesakes;
    const personIds = found.length > 0 ? found : named && namesakes.length === 1 ? [named.id] : [];
    if (personIds.length === 0) unmatched.add(summary.trim() || emails.join(', ') || 'An event without a name');
    // An address that is nobody's is reported although another of the event is known: somebody is missing.
    for (const email of emails) if (found.length > 0 && !byEmail.has(email)) unmatched.add(email);
    return personIds.length > 0 ? [{ from, to, personIds: [...new Set(personIds)] }] : [];
  });
  return { shifts, unmatched: [...unmatched].slice(0, mostUnmatched) };
}
