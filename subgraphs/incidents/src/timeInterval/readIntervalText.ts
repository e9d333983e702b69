import { AppError } from '#kit/errors';
import type { ImportNote, Notes } from '../route/alertmanager/importNotes.ts';
import { openYaml, type Value } from '../route/alertmanager/openYaml.ts';
import { longestConfiguration } from '../route/alertmanager/readConfiguration.ts';
import { readIntervalList, readRanges } from '../route/alertmanager/readIntervalList.ts';
import type { WrittenInterval } from './readIntervals.ts';

/** What was read; `name` is null where the text says the times only. */
export type IntervalText = { timeIntervals: { name: string | null; intervals: WrittenInterval[] }[]; notes: ImportNote[] };

/**
 * Reads time intervals as people paste them: a configuration of Alertmanager, its list `time_intervals`, one item of that list, or the times themselves, one
 * or several. BAD_USER_INPUT, with the line, for what is not YAML; what is not understood of it is noted.
 */
export function readIntervalText(text: string): IntervalText {
  if (text.length > longestConfiguration) throw new AppError('BAD_USER_INPUT', 'The text is longer than a million characters.');
  const value = openYaml(text);
  const found: ImportNote[] = [];
  const notes: Notes = { add: (at, code, message) => void found.push({ ...at, code, message }) };
  const timeIntervals = read(value, notes).map(({ name, intervals }) => ({ name, intervals }));
  if (timeIntervals.length === 0 && found.length === 0) {
    notes.add({ line: value.line, path: '' }, 'not_understood', 'There is no time interval in this text.');
  }
  return { timeIntervals, notes: found.toSorted((one, other) => one.line - other.line) };
}

function read(value: Value, notes: Notes): IntervalText['timeIntervals'] {
  const fields = value.fields();
  if (fields?.has('name')) return readIntervalList(listOf([value]), 'time_intervals', notes);
  const lists = ['time_intervals', 'mute_time_intervals'].filter((name) => fields?.has(name));
  if (lists.length > 0) {
    return lists.flatMap((name) => {
      const list = fields?.get(name);
      return isNamed(list) ? readIntervalList(list, name, notes) : timesOnly(list, name, notes);
    });
  }
  if (fields) return timesOnly(listOf([value]), 'times', notes);
  return isNamed(value) ? readIntervalList(value, 'time_intervals', notes) : timesOnly(value, 'times', notes);
}

/** Whether a list is one of names with times, and not of times. */
function isNamed(list: Value | undefined): boolean {
  return (list?.items() ?? []).some((item) => item.fields()?.has('name') || item.fields()?.has('time_intervals'));
}

function timesOnly(list: Value | undefined, path: string, notes: Notes): IntervalText['timeIntervals'] {
  if (!list?.items()) return [];
  const intervals = readRanges(list, path, notes);
  return intervals ? [{ name: null, intervals }] : [];
}

function listOf(items: Value[]): Value {
  return { line: items[0]?.line ?? 1, fields: () => undefined, items: () => items, text: () => undefined, isEmpty: () => false };
}
