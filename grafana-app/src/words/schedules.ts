import { t } from '@grafana/i18n';
import type { ScheduleSwapState, ShiftReason } from '../api/generated/graphql';
import { language } from '../api/language';
import { personName } from './people';
import { plain } from './plain';

interface Named {
  name: string;
}

/** Names in the order in which they are given; nobody is said, not left out. */
export function whoText(people: ReadonlyArray<Named | null>): string {
  return people.length === 0
    ? t('schedule.nobody', 'Nobody')
    : new Intl.ListFormat(language(), { type: 'conjunction' }).format(people.map(personName));
}

/** Why these people, or nobody, are on call; `name` is that of the layer. */
export function reasonText(reason: ShiftReason, name: string | null | undefined): string {
  switch (reason) {
    case 'LAYER':
      return name
        ? t('schedule.reason.layer', 'By the layer {{name}}', { ...plain, name })
        : t('schedule.reason.layers', 'By a layer');
    case 'OVERRIDE':
      return t('schedule.reason.override', 'By an override');
    case 'SWAP':
      return t('schedule.reason.swap', 'By a swap');
    case 'NOBODY_BY_OVERRIDE':
      return t('schedule.reason.nobody', 'An override says that nobody is');
    case 'GAP':
      return t('schedule.reason.gap', 'No layer has anybody');
    default:
      return reason satisfies never;
  }
}

export function swapText(state: ScheduleSwapState): string {
  switch (state) {
    case 'OPEN':
      return t('schedule.swap.open', 'On offer');
    case 'ACCEPTED':
      return t('schedule.swap.accepted', 'Taken');
    case 'WITHDRAWN':
      return t('schedule.swap.withdrawn', 'Withdrawn');
    case 'EXPIRED':
      return t('schedule.swap.expired', 'Nobody took it in time');
    default:
      return state satisfies never;
  }
}

/** A moment by the clock of a zone, with its day of the week. */
export function momentText(moment: number | string, zone: string): string {
  return new Intl.DateTimeFormat(language(), {
    ...{ timeZone: zone, weekday: 'short', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  }).format(typeof moment === 'string' ? Date.parse(moment) : moment);
}

export function spanText(from: number | string, to: number | string, zone: string): string {
  return `${momentText(from, zone)} – ${momentText(to, zone)}`;
}

/** Days of the week, Monday first, as short as the language has them. */
export function weekdayText(weekday: number): string {
  // 5 January 1970 was a Monday.
  return new Intl.DateTimeFormat(language(), { timeZone: 'UTC', weekday: 'short' }).format(
    new Date(Date.UTC(1970, 0, 4 + weekday))
  );
}

export function hoursText(hours: number): string {
  const rounded = Math.round(hours);
  return t('schedule.hours', '{{count}} hours', {
    count: rounded,
    defaultValue_one: '{{count}} hour',
    defaultValue_other: '{{count}} hours',
  });
}

export const percentText = (part: number): string =>
  new Intl.NumberFormat(language(), {
    style: 'percent',
    maximumFractionDigits: part > 0.99 && part < 1 ? 1 : 0,
  }).format(part);

export function scheduleCount(total: number): string {
  return t('schedules.count', '{{count}} schedules', {
    count: total,
    defaultValue_one: '{{count}} schedule',
    defaultValue_other: '{{count}} schedules',
  });
}
