import { formatMatcher, type Matcher } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { mostLevels, mostNodes } from '#kit/treeInput';
import { longestIntervalMs, type RouteDraft, routeDraft } from '../routeDraft.ts';
import type { Notes } from './importNotes.ts';
import type { Value } from './openYaml.ts';
import { readDuration } from './readDuration.ts';
import { matcherFields, readMatchers } from './readMatchers.ts';
import { shorten } from './shorten.ts';
import { textsOf } from './textsOf.ts';

/** A name that a route refers to, and where it does. */
export type Reference = { name: string; line: number; path: string };

/** What a route's subtree is read into, and which receivers and time intervals it names. */
export type ReadRoutes = { tree: RouteDraft; receivers: Reference[]; intervals: Reference[] };

const known = new Set([
  ...['receiver', 'group_by', 'continue', 'matchers', 'match', 'match_re', 'group_wait', 'group_interval', 'repeat_interval'],
  ...['mute_time_intervals', 'active_time_intervals', 'routes'],
]);

/** The tree of a configuration. A node is named after its receiver, since Alertmanager's nodes have no names, and after its matchers where that is taken. */
export function readRoutes(root: Value, notes: Notes): ReadRoutes {
  const receivers: Reference[] = [];
  const intervals: Reference[] = [];
  let left = mostNodes;

  const read = (value: Value, path: string, level: number): RouteDraft | undefined => {
    if ((left -= 1) < 0 || level > mostLevels) {
      throw new AppError('BAD_USER_INPUT', `Line ${value.line}: a tree has at most ${mostNodes} routes on ${mostLevels} levels.`);
    }
    const fields = value.fields();
    if (!fields) return void notes.add({ line: value.line, path }, 'not_understood', 'A route is a mapping.');
    for (const [name, { line }] of fields) {
      if (!known.has(name)) notes.add({ line, path: `${path}.${name}` }, 'unknown_field', `A route has no field "${name}".`);
    }
    const isRoot = level === 1;
    const matchers = readMatchers(fields, matcherFields(), path, notes);
    if (!matchers) {
      return void notes.add(
        { line: value.line, path },
        'not_taken_over',
        'The route is left out: without all of its matchers it would take more alerts.',
      );
    }
    const receiver = fields.get('receiver')?.text();
    if (receiver !== undefined) receivers.push({ name: receiver, line: value.line, path });
    if (isRoot && matchers.length > 0)
      notes.add({ line: value.line, path }, 'not_taken_over', 'The root takes every alert: its matchers are left out.');

    const duration = (name: string, least: number, most: number): number | null =>
      readInterval(fields.get(name), `${path}.${name}`, [least, most], notes);
    const intervalsOf = (name: string): string[] =>
      (fields.get(name)?.items() ?? []).flatMap((item, index) => {
        const text = item.text();
        if (text === undefined) return [];
        intervals.push({ name: text, line: item.line, path: `${path}.${name}[${index}]` });
        return text;
      });
    const children = (fields.get('routes')?.items() ?? []).flatMap((child, index) => read(child, `${path}.routes[${index}]`, level + 1) ?? []);
    return routeDraft.parse({
      name: nameOf(receiver, matchers),
      matchers: isRoot ? [] : matchers,
      continues: !isRoot && fields.get('continue')?.text() === 'true',
      // An empty list groups everything together, also below a parent that groups; no list at all takes the parent's.
      groupBy: fields.get('group_by')?.items() ? textsOf(fields.get('group_by')) : null,
      groupWaitMs: duration('group_wait', 0, 86_400_000),
      groupIntervalMs: duration('group_interval', 1_000, longestIntervalMs),
      repeatIntervalMs: duration('repeat_interval', 1_000, longestIntervalMs),
      muteTimeIntervals: intervalsOf('mute_time_intervals'),
      activeTimeIntervals: intervalsOf('active_time_intervals'),
      children: withUnlikeNames(children),
    });
  };

  const tree = read(root, 'route', 1);
  if (!tree) throw new AppError('BAD_USER_INPUT', `Line ${root.line}: "route" is not a tree of routes.`);
  return { tree, receivers, intervals };
}

function readInterval(value: Value | undefined, path: string, [least, most]: readonly [number, number], notes: Notes): number | null {
  if (!value || value.isEmpty()) return null;
  const text = value.text() ?? '';
  const found = readDuration(text);
  if (found === undefined) {
    notes.add({ line: value.line, path }, 'not_understood', `"${text}" is not a duration: the parent's holds.`);
    return null;
  }
  const allowed = Math.min(Math.max(found, least), most);
  if (allowed !== found) notes.add({ line: value.line, path }, 'adjusted', `${text} became ${allowed / 1_000} s, the nearest that is allowed here.`);
  return allowed;
}

function nameOf(receiver: string | undefined, matchers: readonly Matcher[]): string {
  return shorten(receiver?.trim() || matchers.map(formatMatcher).join(', ') || 'default');
}

/** Siblings that send to the same receiver differ by their matchers; those that do not are counted. */
function withUnlikeNames(nodes: readonly RouteDraft[]): RouteDraft[] {
  const taken = new Set<string>();
  return nodes.map((node) => {
    const full = `${node.name}: ${node.matchers.map(formatMatcher).join(', ')}`;
    const candidates = [node.name, ...(node.matchers.length > 0 ? [shorten(full)] : [])];
    let name = candidates.find((candidate) => !taken.has(candidate));
    for (let count = 2; name === undefined; count += 1) {
      const counted = `${node.name.slice(0, 92)} (${count})`;
      if (!taken.has(counted)) name = counted;
    }
    taken.add(name);
    return { ...node, name };
  });
}
