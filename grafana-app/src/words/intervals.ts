import { t } from '@grafana/i18n';
import { language } from '../api/language';
import { plain } from './plain';

/** One entry of a time interval as Alertmanager writes it: what is left out holds always, and all that is there must hold. */
export interface WrittenInterval {
  times?: Array<{ start_time: string; end_time: string }>;
  weekdays?: string[];
  days_of_month?: string[];
  months?: string[];
  years?: string[];
  location?: string;
}

export const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const monthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
];

/** The entries of a time interval as the platform hands them out. */
export function readWritten(intervals: unknown): WrittenInterval[] {
  return Array.isArray(intervals) ? intervals.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** Each entry in a line, e.g. `Mon–Fri · 09:00–17:00 · Asia/Taipei`. */
export function intervalLines(intervals: unknown): string[] {
  return readWritten(intervals).map(intervalLine);
}

function intervalLine({ times, weekdays, days_of_month: days, months, years, location }: WrittenInterval): string {
  const parts = [
    weekdays && listOf(weekdays, weekdayText),
    days && listOf(days, dayText),
    months && listOf(months, monthText),
    years && listOf(years, (year) => year),
    times && times.map(({ start_time: start, end_time: end }) => `${start}–${end}`).join(', '),
  ].filter((part) => part !== undefined);
  return [parts.length === 0 ? t('intervals.words.always', 'always') : parts.join(' · '), location ?? 'UTC'].join(
    ' · '
  );
}

/** `a:b` is from a to b. */
function listOf(spans: readonly string[], word: (one: string) => string): string {
  return spans
    .map((span) =>
      span
        .split(':')
        .map((one) => word(one.trim().toLowerCase()))
        .join('–')
    )
    .join(', ');
}

export function weekdayText(name: string, style: 'short' | 'long' = 'short'): string {
  const at = weekdayNames.indexOf(name);
  // 4 January 1970 was a Sunday.
  return at < 0 ? name : format({ weekday: style }, Date.UTC(1970, 0, 4 + at));
}

export function monthText(name: string): string {
  const at = monthNames.includes(name) ? monthNames.indexOf(name) : Number(name) - 1;
  return at >= 0 && at < 12 ? format({ month: 'short' }, Date.UTC(1970, at, 4)) : name;
}

function dayText(day: string): string {
  const number = Number(day);
  if (number === -1) {
    return t('intervals.words.lastDay', 'last day of the month');
  }
  return number < 0
    ? t('intervals.words.fromEnd', '{{day}} from the end of the month', { ...plain, day: -number })
    : t('intervals.words.day', 'day {{day}}', { ...plain, day: number });
}

function format(options: Intl.DateTimeFormatOptions, at: number): string {
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: 'UTC' }).format(at);
}
