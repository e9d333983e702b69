import { matchers } from '#contracts/matcher';
import type { InhibitionRule, TimeInterval } from '#prisma/generated/client';
import { isDeepStrictEqual } from 'node:util';
import type { IncidentsDb } from '../../context.ts';
import type { ImportNote } from './importNotes.ts';
import type { AlertmanagerConfiguration } from './readConfiguration.ts';
import { type InhibitRule, ruleText } from './readInhibitRules.ts';
import type { NamedInterval } from './readIntervalList.ts';
import { unlike } from './shorten.ts';

/** What becomes of something in a file: it is not there yet, it is there and says something else, or nothing is to be done. */
export type Change = 'new' | 'changed' | 'same';

/** `id` is of what is there already. */
export type Planned<Found> = Found & { id: string | null; change: Change };

export type ImportPlan = { inhibitRules: Planned<InhibitRule>[]; timeIntervals: Planned<NamedInterval>[]; notes: ImportNote[] };

/** What importing a configuration would do to the rules and intervals that there are. Those that the file does not name stay as they are. */
export async function planImport(db: Pick<IncidentsDb, 'inhibitionRule' | 'timeInterval'>, read: AlertmanagerConfiguration): Promise<ImportPlan> {
  const rules = read.inhibitRules.length > 0 ? await db.inhibitionRule.findMany() : [];
  const intervals = read.timeIntervals.length + read.namedIntervals.length > 0 ? await db.timeInterval.findMany() : [];
  const names = new Set([...intervals, ...read.timeIntervals].map(({ name }) => name));
  const missing = read.namedIntervals
    .filter(({ name }) => !names.has(name))
    .map(({ name, ...at }): ImportNote => {
      const message = `No time interval is named "${name}", here or in the file: the name has no effect until there is one.`;
      return { ...at, code: 'not_understood', message };
    });
  return {
    inhibitRules: planRules(read.inhibitRules, rules),
    timeIntervals: planIntervals(read.timeIntervals, intervals),
    notes: [...read.notes, ...missing].toSorted((one, other) => one.line - other.line),
  };
}

/** A rule is the one that has its name, else one that says the same: so a rule without a name is not made twice, and one that gets a name later is renamed. */
export function planRules(found: readonly InhibitRule[], existing: readonly InhibitionRule[]): Planned<InhibitRule>[] {
  const known = existing.map(({ id, name, sourceMatchers, targetMatchers, equal }) => {
    const rule = { sourceMatchers: matchers.parse(sourceMatchers), targetMatchers: matchers.parse(targetMatchers), equal };
    return { id, name, text: ruleText(rule) };
  });
  const claimed = new Set(known.filter(({ name }) => found.some((rule) => rule.isNamed && rule.name === name)).map(({ id }) => id));
  const taken = new Set([...known, ...found].map(({ name }) => name));
  return found.map((rule) => {
    const text = ruleText(rule);
    const namesake = known.find(({ name }) => name === rule.name);
    if (namesake && (rule.isNamed || namesake.text === text)) {
      claimed.add(namesake.id);
      return { ...rule, id: namesake.id, change: namesake.text === text ? 'same' : 'changed' };
    }
    const double = known.find((other) => other.text === text && !claimed.has(other.id));
    if (double) {
      claimed.add(double.id);
      return { ...rule, name: rule.isNamed ? rule.name : double.name, id: double.id, change: rule.isNamed ? 'changed' : 'same' };
    }
    return { ...rule, name: namesake ? unlike(rule.name, taken) : rule.name, id: null, change: 'new' };
  });
}

export function planIntervals(found: readonly NamedInterval[], existing: readonly TimeInterval[]): Planned<NamedInterval>[] {
  return found.map((interval) => {
    const known = existing.find(({ name }) => name === interval.name);
    if (!known) return { ...interval, id: null, change: 'new' };
    return { ...interval, id: known.id, change: isDeepStrictEqual(known.intervals, interval.intervals) ? 'same' : 'changed' };
  });
}
