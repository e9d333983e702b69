import { wallTimeOf } from '#kit/wallTime';
import type { PlaybookDefinition } from '../playbook/definition.ts';

type Blackout = PlaybookDefinition['policies']['blackouts'][number];

const dayMs = 86_400_000;

/**
 * The blackout in which a moment lies, by its zone's clocks; null for none. Hours that end before they begin go on into the next day and belong to the day on which
 * they begin; both the same is the whole day. Pure.
 */
export function findBlackout(blackouts: readonly Blackout[], moment: Date): Blackout | null {
  return blackouts.find((blackout) => isIn(blackout, moment)) ?? null;
}

function isIn({ days, from, to, zone }: Blackout, moment: Date): boolean {
  const wall = wallTimeOf(moment, zone);
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const today = dayOf(wall);
  if (begin < end) return days.includes(today) && minute >= begin && minute < end;
  const yesterday = dayOf(new Date(wall.getTime() - dayMs));
  return (days.includes(today) && minute >= begin) || (days.includes(yesterday) && minute < end);
}

/** 1 Monday to 7 Sunday. */
const dayOf = (wall: Date): number => ((wall.getUTCDay() + 6) % 7) + 1;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
