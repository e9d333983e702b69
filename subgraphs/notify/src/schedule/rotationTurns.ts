import { RRuleTemporal } from 'rrule-temporal';
import type { RotationLayer, Stretch } from './scheduleShape.ts';
import { dayMs, momentAt, readWall, wallAt } from './zoneClock.ts';

export type Turn = Stretch & { personIds: string[] };

/** The turns of a rotation that touch a range, oldest first and not cut at its ends. Which turn it is counts from the rotation's start, so that it is the same however it is asked. */
export function rotationTurns(layer: RotationLayer, timeZone: string, range: Stretch): Turn[] {
  const starts = startsOfTurns(layer, timeZone, range);
  const ends = layer.endsAt === null ? Infinity : momentAt(readWall(layer.endsAt), timeZone);
  return starts.flatMap(({ number, at }, place) => {
    const next = starts[place + 1];
    if (next === undefined) return [];
    const turn = { from: at, to: Math.min(next.at, ends), personIds: layer.turns[number % layer.turns.length] ?? [] };
    return turn.from < turn.to && turn.from < range.to && turn.to > range.from ? [turn] : [];
  });
}

/** When turns begin, from one that began before the range to one that begins after it. */
function startsOfTurns(layer: RotationLayer, timeZone: string, { from, to }: Stretch): { number: number; at: number }[] {
  const first = readWall(layer.startsAt);
  // A day beyond either end, for clocks that were moved.
  const [wallFrom, wallTo] = [wallAt(from, timeZone) - dayMs, wallAt(to, timeZone) + dayMs];
  if (layer.rotation === 'CUSTOM') return startsByRule(layer, first, timeZone, wallFrom, wallTo);
  const length = layer.every * (layer.rotation === 'DAILY' ? 1 : 7) * dayMs;
  const begin = Math.max(0, Math.floor((wallFrom - first) / length));
  const end = Math.ceil((wallTo - first) / length) + 1;
  return Array.from({ length: Math.max(0, end - begin + 1) }, (_, place) => ({
    number: begin + place,
    at: momentAt(first + (begin + place) * length, timeZone),
  }));
}

function startsByRule(layer: RotationLayer, first: number, timeZone: string, wallFrom: number, wallTo: number): { number: number; at: number }[] {
  const handOvers = handOversUntil(layer.rule ?? '', first, wallTo);
  const starts = handOvers.filter((_, place) => place % layer.every === 0);
  const all = [...starts.map((wall, number) => ({ number, at: momentAt(wall, timeZone) })), { number: starts.length, at: Infinity }];
  // Where the clocks skip an hour, a hand-over in it is moved on, perhaps beyond the next, which then comes in its place.
  for (let place = all.length - 2; place >= 0; place -= 1) {
    const [start, next] = [all[place], all[place + 1]];
    if (start && next) start.at = Math.min(start.at, next.at);
  }
  const beginning = all.findLastIndex(({ at }) => at <= momentAt(wallFrom, timeZone));
  return all.slice(Math.max(0, beginning));
}

/** Hand-overs of rules in wall time, with how far they are known: counting them from the rotation's start anew at each question would be slow. */
const known = new Map<string, { until: number; walls: number[] }>();
const mostKnown = 500;
/** How much further than asked a rule is followed, so that the next question is answered from memory. */
const aheadMs = 400 * dayMs;

/** The start of the rotation and the rule's times after it, in wall time, to the first that is after `until`. */
function handOversUntil(rule: string, first: number, until: number): number[] {
  const key = `${first} ${rule}`;
  let followed = known.get(key);
  if (followed === undefined || followed.until < until) {
    const to = until + aheadMs;
    const times = ruleFrom(rule, first).between(new Date(first), new Date(to), false);
    followed = { until: to, walls: [...new Set([first, ...times.map(({ epochMilliseconds }) => epochMilliseconds)])].sort((a, b) => a - b) };
    if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '');
    known.set(key, followed);
  }
  const end = followed.walls.findIndex((wall) => wall > until);
  return end === -1 ? followed.walls : followed.walls.slice(0, end + 1);
}

/** A rule that runs in wall time: for the library that is UTC, which knows no change of clocks. Throws what the library says of a text that is no rule. */
export function ruleFrom(rule: string, first: number): RRuleTemporal {
  const start = new Date(first).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return new RRuleTemporal({ rruleString: `DTSTART:${start}\nRRULE:${rule}` });
}
