import type { Matcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { requireDraft } from '../checkDraft.ts';
import type { RouteDraft } from '../routeDraft.ts';
import type { ImportNote, Notes } from './importNotes.ts';
import { openYaml, type Value } from './openYaml.ts';
import { matcherFields, readMatchers } from './readMatchers.ts';
import { readRoutes, type ReadRoutes } from './readRoute.ts';

/** A configuration of Alertmanager, as far as the platform has a place for it. Shapes without a verb of their own are in Alertmanager's terms. */
export type AlertmanagerConfiguration = {
  tree: RouteDraft;
  /** Names only: to whom incidents are announced is the notification policies' business. `kinds` are such as `slack`. */
  receivers: { name: string; kinds: string[]; line: number }[];
  inhibitRules: InhibitRule[];
  timeIntervals: TimeInterval[];
  /** What was not taken over as it stands, by line. */
  notes: ImportNote[];
};

/** While an alert of the source fires, alerts of the target with the same values of the `equal` labels are quiet. */
export type InhibitRule = { name: string | null; sourceMatchers: Matcher[]; targetMatchers: Matcher[]; equal: string[]; line: number };

/** A named union of ranges; the ranges are Alertmanager's texts: `monday:friday`, `1:5`, `-1`, `09:00`. */
export type TimeInterval = { name: string; ranges: TimeRange[]; line: number };
export type TimeRange = {
  times: { start: string; end: string }[];
  weekdays: string[];
  daysOfMonth: string[];
  months: string[];
  years: string[];
  /** A name of the time zone database; null for UTC. */
  location: string | null;
};

/** Longest text that is read, in UTF-16 units. */
export const longestConfiguration = 1_000_000;

/** Reads the text of an alertmanager.yml. BAD_USER_INPUT, with the line, for what is no such file. */
export function readConfiguration(text: string): AlertmanagerConfiguration {
  if (text.length > longestConfiguration) throw new AppError('BAD_USER_INPUT', 'The configuration is longer than a million characters.');
  const file = openYaml(text).fields();
  const route = file?.get('route');
  if (!file || !route || route.isEmpty()) throw new AppError('BAD_USER_INPUT', 'This is not a configuration of Alertmanager: it has no "route".');

  const found: ImportNote[] = [];
  const notes: Notes = { add: (at, code, message) => void found.push({ ...at, code, message }) };
  const { tree, receivers: named } = readRoutes(route, notes);
  const receivers = readReceivers(file.get('receivers'), notes);
  const timeIntervals = [file.get('time_intervals'), file.get('mute_time_intervals')].flatMap((list) => readTimeIntervals(list, notes));
  noteMissing(named, receivers, notes);
  for (const [name, { line }] of file) {
    const why = sections[name];
    if (why === undefined) notes.add({ line, path: name }, 'unknown_field', `Alertmanager has no section "${name}".`);
    else if (why !== null) notes.add({ line, path: name }, 'not_taken_over', why);
  }
  return {
    tree: requireDraft(tree),
    receivers,
    inhibitRules: readInhibitRules(file.get('inhibit_rules'), notes),
    timeIntervals,
    notes: found.toSorted((one, other) => one.line - other.line),
  };
}

/** Sections of a configuration, and why they are left out; null for those that are read. */
const sections: Record<string, string | null> = {
  ...{ route: null, receivers: null, inhibit_rules: null, time_intervals: null, mute_time_intervals: null },
  global: 'Defaults of receivers: channels of the platform carry their own settings.',
  templates: "Templates of messages: the platform's channels have their own.",
  tracing: 'How Alertmanager traces itself.',
};

function readReceivers(list: Value | undefined, notes: Notes): AlertmanagerConfiguration['receivers'] {
  return (list?.items() ?? []).flatMap((item, index) => {
    const fields = item.fields();
    const name = fields?.get('name')?.text();
    const path = `receivers[${index}]`;
    if (!fields || name === undefined) return leaveOut(notes, { line: item.line, path }, 'not_understood', 'A receiver has a name.');
    const kinds = [...fields.keys()].flatMap((key) => /^(\w+)_configs$/.exec(key)?.[1] ?? []);
    if (kinds.length > 0) {
      notes.add(
        { line: item.line, path },
        'not_taken_over',
        `"${name}" sends by ${kinds.join(', ')}: make a channel for it, and a policy that picks it.`,
      );
    }
    return { name, kinds, line: item.line };
  });
}

function noteMissing(named: ReadRoutes['receivers'], receivers: AlertmanagerConfiguration['receivers'], notes: Notes): void {
  const defined = new Set(receivers.map(({ name }) => name));
  for (const { name, ...at } of named) {
    if (!defined.has(name)) notes.add(at, 'not_understood', `No receiver is named "${name}"; Alertmanager would refuse this file.`);
  }
}

function readInhibitRules(list: Value | undefined, notes: Notes): InhibitRule[] {
  return (list?.items() ?? []).flatMap((item, index) => {
    const fields = item.fields();
    const path = `inhibit_rules[${index}]`;
    if (!fields) return leaveOut(notes, { line: item.line, path }, 'not_understood', 'An inhibit rule is a mapping.');
    const sourceMatchers = readMatchers(fields, matcherFields('source_'), path, notes);
    const targetMatchers = readMatchers(fields, matcherFields('target_'), path, notes);
    if (!sourceMatchers || !targetMatchers) {
      return leaveOut(notes, { line: item.line, path }, 'not_taken_over', 'The rule is left out: without all of its matchers it would silence more.');
    }
    const equal = textsOf(fields.get('equal'));
    return { name: fields.get('name')?.text() ?? null, sourceMatchers, targetMatchers, equal, line: item.line };
  });
}

function readTimeIntervals(list: Value | undefined, notes: Notes): TimeInterval[] {
  return (list?.items() ?? []).flatMap((item, index) => {
    const fields = item.fields();
    const name = fields?.get('name')?.text();
    if (!fields || name === undefined) {
      return leaveOut(notes, { line: item.line, path: `time_intervals[${index}]` }, 'not_understood', 'A time interval has a name.');
    }
    const ranges = (fields.get('time_intervals')?.items() ?? []).flatMap((range) => readRange(range.fields()) ?? []);
    return { name, ranges, line: item.line };
  });
}

function readRange(fields: ReadonlyMap<string, Value> | undefined): TimeRange | undefined {
  if (!fields) return undefined;
  const times = (fields.get('times')?.items() ?? []).flatMap((item) => {
    const time = item.fields();
    const [start, end] = [time?.get('start_time')?.text(), time?.get('end_time')?.text()];
    return start === undefined || end === undefined ? [] : { start, end };
  });
  return {
    times,
    weekdays: textsOf(fields.get('weekdays')),
    daysOfMonth: textsOf(fields.get('days_of_month')),
    months: textsOf(fields.get('months')),
    years: textsOf(fields.get('years')),
    location: fields.get('location')?.text() ?? null,
  };
}

/** Notes why something is not in the answer. */
function leaveOut(notes: Notes, ...note: Parameters<Notes['add']>): [] {
  notes.add(...note);
  return [];
}

function textsOf(list: Value | undefined): string[] {
  return (list?.items() ?? []).flatMap((item) => item.text() ?? []);
}
