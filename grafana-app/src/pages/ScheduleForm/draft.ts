import type {
  LayerFieldsFragment,
  ScheduleDetailFragment,
  ScheduleHolidayMode,
  ScheduleInput,
  ScheduleLayerKind,
  ScheduleRotation,
} from '../../api/generated/graphql';
import type { Hours } from '../../components/HoursFields/HoursFields';
import type { PickedPerson } from '../../components/PersonPicker/PersonPicker';

/** A layer as the form has it: both kinds keep their fields, so that changing the kind loses nothing. */
export interface LayerDraft {
  /** Of a layer that is saved; a new one has none yet. */
  id: string | null;
  /** Tells the rows of the form apart. */
  key: string;
  name: string;
  kind: ScheduleLayerKind;
  priority: string;
  shadow: boolean;
  holidays: ScheduleHolidayMode;
  restrictions: Hours[];
  turns: PickedPerson[][];
  rotation: ScheduleRotation;
  rule: string;
  every: string;
  startsAt: string;
  endsAt: string;
  url: string;
}

export interface ScheduleDraft {
  name: string;
  description: string;
  timeZone: string;
  team: PickedPerson | null;
  layers: LayerDraft[];
  expected: Hours[];
  /** Dates, a line or comma apart. */
  holidayDates: string;
  holidayUrl: string;
}

let made = 0;
const newKey = (): string => `layer-${(made += 1)}`;

/** Next Monday at nine, from which most rotations begin. */
function nextMonday(now: number): string {
  const date = new Date(now);
  const day = date.getDate() + ((8 - date.getDay()) % 7 || 7);
  const monday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), day, 9));
  return monday.toISOString().slice(0, 16);
}

export function newLayer(priority: number, name: string, now = Date.now()): LayerDraft {
  return {
    ...{
      id: null,
      key: newKey(),
      name,
      kind: 'ROTATION',
      priority: String(priority),
      shadow: false,
      holidays: 'IGNORE',
    },
    ...{ restrictions: [], turns: [], rotation: 'WEEKLY', rule: 'FREQ=WEEKLY;BYDAY=MO,FR', every: '1' },
    ...{ startsAt: nextMonday(now), endsAt: '', url: '' },
  };
}

export function newSchedule(timeZone: string, layerName: string): ScheduleDraft {
  return {
    ...{ name: '', description: '', timeZone, team: null, layers: [newLayer(1, layerName)] },
    ...{ expected: [], holidayDates: '', holidayUrl: '' },
  };
}

export function draftOf(schedule: ScheduleDetailFragment): ScheduleDraft {
  const { name, description, timeZone, team, layers, expected, holidayDates, holidayUrl } = schedule;
  return {
    ...{ name, description, timeZone, team: team ?? null, layers: layers.map(layerDraftOf) },
    expected: expected.map(hoursOf),
    ...{ holidayDates: holidayDates.join('\n'), holidayUrl: holidayUrl ?? '' },
  };
}

function layerDraftOf(layer: LayerFieldsFragment): LayerDraft {
  const fresh = newLayer(layer.priority, layer.name);
  return {
    ...fresh,
    ...{ id: layer.id, kind: layer.kind, shadow: layer.shadow, holidays: layer.holidays },
    restrictions: layer.restrictions.map(hoursOf),
    turns: layer.turns.map(({ people }) =>
      people.flatMap((person) => (person ? [{ id: person.id, name: person.name }] : []))
    ),
    rotation: layer.rotation ?? fresh.rotation,
    rule: layer.rule ?? fresh.rule,
    every: String(layer.every ?? 1),
    startsAt: layer.startsAt ?? fresh.startsAt,
    endsAt: layer.endsAt ?? '',
    url: layer.url ?? '',
  };
}

const hoursOf = ({ weekdays, from, to }: Hours): Hours => ({ weekdays: [...weekdays], from, to });

/** The draft as it is sent. */
export function inputOf(draft: ScheduleDraft): ScheduleInput {
  const { name, description, timeZone, team, layers, expected, holidayDates, holidayUrl } = draft;
  return {
    ...{ name, description, timeZone, teamId: team?.id, expected },
    holidayDates: holidayDates.split(/[\s,;]+/).filter((date) => date !== ''),
    holidayUrl: holidayUrl.trim() === '' ? null : holidayUrl.trim(),
    layers: layers.map(
      ({ id, key: _, priority, every, turns, endsAt, rule, rotation, url, startsAt, kind, ...layer }) => ({
        ...{ ...layer, id, kind, priority: wholeOr(priority, 0) },
        ...(kind === 'CALENDAR'
          ? { url }
          : {
              ...{ rotation, startsAt, every: wholeOr(every, 1), endsAt: endsAt === '' ? null : endsAt },
              turns: turns.filter((turn) => turn.length > 0).map((turn) => turn.map((person) => person.id)),
              rule: rotation === 'CUSTOM' ? rule : null,
            }),
      })
    ),
  };
}

function wholeOr(text: string, otherwise: number): number {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) ? value : otherwise;
}

/** Where a problem of the platform's words belongs: `layers.1.rule` is in the second layer. */
export function problemsOfLayer(problems: ReadonlyArray<{ path: string; message: string }>, at: number): string[] {
  return problems
    .filter(({ path }) => path.startsWith(`layers.${at}.`) || path === `layers.${at}`)
    .map(({ message }) => message);
}

/** Moves a turn one place up or down. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, at) => at !== from);
  const item = items[from];
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}
