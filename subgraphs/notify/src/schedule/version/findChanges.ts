import type { CheckedSchedule, Layer } from '../scheduleShape.ts';

export const changeKinds = [
  'CREATED',
  'NAME',
  'TEAM',
  'TIME_ZONE',
  'DESCRIPTION',
  'EXPECTED',
  'HOLIDAYS',
  'LAYER_ADDED',
  'LAYER_REMOVED',
  'LAYER_CHANGED',
  'LAYER_ORDER',
] as const;
export const layerParts = ['NAME', 'PEOPLE', 'ROTATION', 'HOURS', 'HOLIDAYS', 'PRIORITY', 'SHADOW', 'CALENDAR'] as const;

export type ScheduleChange = {
  kind: (typeof changeKinds)[number];
  /** The layer's name, as it is called after the change. */
  layer: string | null;
  /** What of a changed layer is different. */
  parts: (typeof layerParts)[number][];
};

/** What of a schedule is different after a save, in the order in which a form shows it; none when nothing is. */
export function findChanges(before: CheckedSchedule, after: CheckedSchedule): ScheduleChange[] {
  const of = (kind: ScheduleChange['kind'], isDifferent: boolean): ScheduleChange[] => (isDifferent ? [{ kind, layer: null, parts: [] }] : []);
  const layersBefore = new Map(before.layers.map((layer) => [layer.id, layer]));
  const staying = after.layers.filter(({ id }) => layersBefore.has(id));
  const stayed = before.layers.filter(({ id }) => staying.some((layer) => layer.id === id));
  return [
    ...of('NAME', before.name !== after.name),
    ...of('TEAM', before.teamId !== after.teamId),
    ...of('TIME_ZONE', before.timeZone !== after.timeZone),
    ...of('DESCRIPTION', before.description !== after.description),
    ...of('EXPECTED', !isSame(before.expected, after.expected)),
    ...of('HOLIDAYS', !isSame([before.holidayDates, before.holidayUrl], [after.holidayDates, after.holidayUrl])),
    ...after.layers.flatMap((layer): ScheduleChange[] => {
      const was = layersBefore.get(layer.id);
      if (!was) return [{ kind: 'LAYER_ADDED', layer: layer.name, parts: [] }];
      const parts = partsOf(was, layer);
      return parts.length > 0 ? [{ kind: 'LAYER_CHANGED', layer: layer.name, parts }] : [];
    }),
    ...before.layers.filter((layer) => !stayed.includes(layer)).map(({ name }) => ({ kind: 'LAYER_REMOVED' as const, layer: name, parts: [] })),
    ...of('LAYER_ORDER', stayed.map(({ id }) => id).join() !== staying.map(({ id }) => id).join()),
  ];
}

function partsOf(before: Layer, after: Layer): ScheduleChange['parts'] {
  return layerParts.filter((part) => !isSame(partOf[part](before), partOf[part](after)));
}

const partOf: Record<(typeof layerParts)[number], (layer: Layer) => unknown> = {
  NAME: ({ name }) => name,
  PEOPLE: (layer) => (layer.kind === 'ROTATION' ? layer.turns : null),
  ROTATION: (layer) => (layer.kind === 'ROTATION' ? [layer.rotation, layer.rule, layer.every, layer.startsAt, layer.endsAt] : null),
  HOURS: ({ restrictions }) => restrictions.map(({ weekdays, from, to }) => [weekdays, from, to]),
  HOLIDAYS: ({ holidays }) => holidays,
  PRIORITY: ({ priority }) => priority,
  SHADOW: ({ shadow }) => shadow,
  CALENDAR: (layer) => (layer.kind === 'CALENDAR' ? layer.url : null),
};

// Both sides went through the same shape, so that their keys come in the same order.
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
