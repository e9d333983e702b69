import { intervalShape, intervalsShape, type WrittenInterval } from '../../timeInterval/readIntervals.ts';
import type { Notes } from './importNotes.ts';
import type { Value } from './openYaml.ts';
import { longestName } from './shorten.ts';
import { textsOf } from './textsOf.ts';

/** A named union of intervals, each as Alertmanager writes it: `monday:friday`, `1:5`, `-1`, `09:00`. */
export type NamedInterval = { name: string; intervals: WrittenInterval[]; line: number };

/** The `time_intervals` of a configuration, or their older spelling. One that cannot be read in full is left out and noted: it would hold at other times. */
export function readIntervalList(list: Value | undefined, path: string, notes: Notes): NamedInterval[] {
  return (list?.items() ?? []).flatMap((item, index) => {
    const at = { line: item.line, path: `${path}[${index}]` };
    const fields = item.fields();
    const name = fields?.get('name')?.text()?.trim();
    if (!fields || !name || name.length > longestName) {
      notes.add(at, 'not_understood', `A time interval has a name of at most ${longestName} characters.`);
      return [];
    }
    for (const [field, { line }] of fields) {
      const isKnown = field === 'name' || field === 'time_intervals';
      if (!isKnown) notes.add({ line, path: `${at.path}.${field}` }, 'unknown_field', `A time interval has no field "${field}".`);
    }
    const intervals = readRanges(fields.get('time_intervals'), `${at.path}.time_intervals`, notes);
    if (intervals) return [{ name, intervals, line: item.line }];
    notes.add(at, 'not_taken_over', `"${name}" is left out: without all that it says it would hold at other times.`);
    return [];
  });
}

/** A list of intervals. What is wrong is noted, and makes the answer undefined. */
export function readRanges(list: Value | undefined, path: string, notes: Notes): WrittenInterval[] | undefined {
  const items = list?.items() ?? [];
  const read = items.map((item, index) => readRange(item, `${path}[${index}]`, notes));
  const found = read.filter((interval) => interval !== undefined);
  if (found.length < items.length) return undefined;
  const whole = intervalsShape.safeParse(found);
  if (whole.success) return found;
  notes.add({ line: list?.line ?? 1, path }, 'not_understood', 'A time interval has from 1 to 50 entries under "time_intervals".');
  return undefined;
}

function readRange(item: Value, path: string, notes: Notes): WrittenInterval | undefined {
  const fields = item.fields();
  if (!fields) return void notes.add({ line: item.line, path }, 'not_understood', 'An entry of a time interval is a mapping.');
  const written = Object.fromEntries([...fields].filter(([, value]) => !value.isEmpty()).map(([name, value]) => [name, write(name, value)]));
  const parsed = intervalShape.safeParse(written);
  if (parsed.success) return written;
  for (const issue of parsed.error.issues) {
    const [field = ''] = issue.path.map(String);
    const isUnknown = issue.code === 'unrecognized_keys';
    notes.add(
      { line: fields.get(isUnknown ? (issue.keys[0] ?? '') : field)?.line ?? item.line, path: [path, ...issue.path].join('.') },
      isUnknown ? 'unknown_field' : 'not_understood',
      isUnknown ? `A time interval has no field "${issue.keys.join('", "')}".` : issue.message,
    );
  }
  return undefined;
}

/** As it is to be stored: numbers are texts, as Alertmanager has them. What is no list where a list should be is handed on, to be refused. */
function write(name: string, value: Value): unknown {
  if (name === 'location') return value.text();
  if (name !== 'times') return value.items() ? textsOf(value) : value.text();
  return value.items()?.map((item) => Object.fromEntries([...(item.fields() ?? [])].map(([key, time]) => [key, time.text()])));
}
