import { AppError } from '#kit/errors';
import { requireDraft } from '../checkDraft.ts';
import type { RouteDraft } from '../routeDraft.ts';
import type { ImportNote, Notes } from './importNotes.ts';
import { openYaml, type Value } from './openYaml.ts';
import { type InhibitRule, readInhibitRules } from './readInhibitRules.ts';
import { type NamedInterval, readIntervalList } from './readIntervalList.ts';
import { readRoutes, type ReadRoutes, type Reference } from './readRoute.ts';

/** A configuration of Alertmanager, as far as the platform has a place for it. */
export type AlertmanagerConfiguration = {
  tree: RouteDraft;
  /** Names only: to whom incidents are announced is the notification policies' business. `kinds` are such as `slack`. */
  receivers: { name: string; kinds: string[]; line: number }[];
  inhibitRules: InhibitRule[];
  timeIntervals: NamedInterval[];
  /** The time intervals that routes name, and where. */
  namedIntervals: Reference[];
  /** What was not taken over as it stands, by line. */
  notes: ImportNote[];
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
  const { tree, receivers: named, intervals: namedIntervals } = readRoutes(route, notes);
  const receivers = readReceivers(file.get('receivers'), notes);
  const timeIntervals = withoutDoubles(
    ['time_intervals', 'mute_time_intervals'].flatMap((name) => readIntervalList(file.get(name), name, notes)),
    notes,
  );
  const inhibitRules = readInhibitRules(file.get('inhibit_rules'), notes);
  noteMissing(named, receivers, notes);
  for (const [name, { line }] of file) {
    const why = sections[name];
    if (why === undefined) notes.add({ line, path: name }, 'unknown_field', `Alertmanager has no section "${name}".`);
    else if (why !== null) notes.add({ line, path: name }, 'not_taken_over', why);
  }
  return {
    tree: requireDraft(tree),
    receivers,
    inhibitRules,
    timeIntervals,
    namedIntervals,
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

/** Alertmanager refuses a file in which two intervals have one name; here the first is taken. */
function withoutDoubles(intervals: readonly NamedInterval[], notes: Notes): NamedInterval[] {
  const taken = new Set<string>();
  return intervals.flatMap((interval) => {
    const { name, line } = interval;
    if (taken.has(name))
      return leaveOut(notes, { line, path: 'time_intervals' }, 'not_taken_over', `Another time interval is named "${name}" already.`);
    taken.add(name);
    return [interval];
  });
}

/** Notes why something is not in the answer. */
function leaveOut(notes: Notes, ...note: Parameters<Notes['add']>): [] {
  notes.add(...note);
  return [];
}
