import { daysOf, hoursBetween } from './hoursBetween.ts';
import { rotationTurns, type Turn } from './rotationTurns.ts';
import type { Layer, Replacement, ScheduleFacts, Stretch } from './scheduleShape.ts';
import { within, without } from './stretches.ts';
import { versionsWithin } from './version/versionsWithin.ts';

/** Why these people, or nobody, are on call. */
export type ShiftReason = 'layer' | 'override' | 'swap' | 'nobody_by_override' | 'gap';

/** What gave a shift its people: layers, or the override or swap that changed what they say. */
export type ShiftSource = { kind: 'LAYER' | 'OVERRIDE' | 'SWAP'; id: string };

export type Shift = { from: Date; to: Date; personIds: string[]; sources: ShiftSource[]; reason: ShiftReason };

/** Who is on call between two moments: shifts that lie end to end from `from` to `to`, those with nobody included. */
export function finalShifts(schedule: ScheduleFacts, from: Date, to: Date): Shift[] {
  return byVersion(schedule, from, to, (facts, range) =>
    resolve(
      facts,
      facts.layers.filter(({ shadow }) => !shadow),
      facts.replacements,
      range,
    ),
  );
}

/** Who shadows between two moments; overrides and swaps are not about them. */
export function shadowShifts(schedule: ScheduleFacts, from: Date, to: Date): Shift[] {
  return byVersion(schedule, from, to, (facts, range) => {
    // Who shadows under one layer shadows whatever another says.
    const equal = facts.layers.filter(({ shadow }) => shadow).map((layer) => ({ ...layer, priority: 0 }));
    return resolve(facts, equal, [], range);
  });
}

/** Each version of a schedule says who was on call in its time; a shift that is the same on both sides of a change is one. */
function byVersion(schedule: ScheduleFacts, from: Date, to: Date, shiftsOf: (facts: ScheduleFacts, range: Stretch) => Shift[]): Shift[] {
  const shifts: Shift[] = [];
  for (const { facts, ...range } of versionsWithin(schedule, { from: from.getTime(), to: to.getTime() })) {
    for (const shift of shiftsOf(facts, range)) {
      const last = shifts.at(-1);
      if (last && isSame(last, shift)) last.to = shift.to;
      else shifts.push(shift);
    }
  }
  return shifts;
}

/** The shift that holds at a moment; its ends are those of the shift within `horizonDays` on either side. */
export function onCallAt(schedule: ScheduleFacts, at: Date, horizonDays = 1): Shift {
  const reach = horizonDays * 86_400_000;
  const shifts = finalShifts(schedule, new Date(at.getTime() - reach), new Date(at.getTime() + reach));
  const found = shifts.find((shift) => shift.from <= at && at < shift.to);
  if (!found) throw new Error('Shifts do not lie end to end.');
  return found;
}

/** What one layer says by itself between two moments, holidays and hours considered, cut at both. */
export function layerShifts(schedule: ScheduleFacts, layer: Layer, range: Stretch): Turn[] {
  const turns = layer.kind === 'ROTATION' ? rotationTurns(layer, schedule.timeZone, range) : (schedule.calendars[layer.id] ?? []);
  let parts = within([...turns], [range]);
  if (layer.restrictions.length > 0) parts = within(parts, hoursBetween(layer.restrictions, schedule.timeZone, range));
  if (layer.holidays === 'IGNORE') return parts;
  const holidays = daysOf(schedule.holidays, schedule.timeZone);
  return layer.holidays === 'OFF' ? without(parts, holidays) : within(parts, holidays);
}

type Said = Stretch & { personIds: string[]; priority: number; source: ShiftSource };

function resolve(schedule: ScheduleFacts, layers: readonly Layer[], replacements: readonly Replacement[], range: Stretch): Shift[] {
  const said = layers
    .flatMap((layer) =>
      layerShifts(schedule, layer, range).map((turn): Said => ({ ...turn, priority: layer.priority, source: { kind: 'LAYER', id: layer.id } })),
    )
    .sort((a, b) => a.from - b.from);
  const replacing = replacements.filter((each) => each.from < range.to && each.to > range.from);
  const edges = [...said, ...replacing].flatMap(({ from, to }) => [from, to]).filter((edge) => edge > range.from && edge < range.to);
  const cuts = [range.from, ...new Set(edges.sort((a, b) => a - b)), range.to];

  const shifts: Shift[] = [];
  let active: Said[] = [];
  let next = 0;
  for (let place = 0; place + 1 < cuts.length; place += 1) {
    const [from, to] = [cuts[place] ?? 0, cuts[place + 1] ?? 0];
    active = active.filter((each) => each.to > from);
    for (let each = said[next]; each !== undefined && each.from <= from; each = said[(next += 1)]) active.push(each);
    const holds = judge(
      active,
      replacing.filter((each) => each.from <= from && each.to > from),
      layers,
    );
    const last = shifts.at(-1);
    if (last && isSame(last, holds)) last.to = new Date(to);
    else shifts.push({ from: new Date(from), to: new Date(to), ...holds });
  }
  return shifts;
}

type Holding = Pick<Shift, 'personIds' | 'sources' | 'reason'>;

/** Who is on call of those that layers name, and after each replacement in the order in which they were made. */
function judge(active: readonly Said[], replacing: readonly Replacement[], layers: readonly Layer[]): Holding {
  const highest = Math.max(...active.map(({ priority }) => priority));
  const winning = active.filter(({ priority }) => priority === highest);
  // By the order of the layers, so that it does not depend on which of them began first.
  const ordered = layers.flatMap(({ id }) => winning.filter(({ source }) => source.id === id));
  const personIds = [...new Set(ordered.flatMap((each) => each.personIds))];
  const sources = [...new Map(ordered.map(({ source }) => [source.id, source])).values()];
  let holding: Holding = { personIds, sources, reason: personIds.length > 0 ? 'layer' : 'gap' };
  for (const replacement of replacing) holding = replace(holding, replacement);
  return holding;
}

function replace(holding: Holding, { kind, id, personId, replacesId }: Replacement): Holding {
  if (replacesId !== null && !holding.personIds.includes(replacesId)) return holding;
  const source: ShiftSource = { kind, id };
  const taking = personId === null ? [] : [personId];
  const personIds = replacesId === null ? taking : [...new Set(holding.personIds.flatMap((each) => (each === replacesId ? taking : [each])))];
  // Who is left beside the one who was replaced is still there by their layer.
  const sources = replacesId !== null && holding.personIds.length > 1 ? [...holding.sources, source] : [source];
  return { personIds, sources, reason: personIds.length === 0 ? 'nobody_by_override' : kind === 'SWAP' ? 'swap' : 'override' };
}

function isSame(one: Holding, other: Holding): boolean {
  return (
    one.reason === other.reason &&
    one.personIds.join() === other.personIds.join() &&
    one.sources.map(({ id }) => id).join() === other.sources.map(({ id }) => id).join()
  );
}
