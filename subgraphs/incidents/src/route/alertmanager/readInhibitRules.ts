import { formatMatcher, type Matcher } from '#contracts/matcher';
import type { Notes } from './importNotes.ts';
import type { Value } from './openYaml.ts';
import { matcherFields, readMatchers } from './readMatchers.ts';
import { shorten, unlike } from './shorten.ts';
import { textsOf } from './textsOf.ts';

/** While an alert of the source fires, alerts of the target with the same values of the `equal` labels are quiet. */
export type InhibitRule = {
  name: string;
  /** Whether the file names it; else its name is made of what it says. */
  isNamed: boolean;
  sourceMatchers: Matcher[];
  targetMatchers: Matcher[];
  equal: string[];
  line: number;
};

const known = new Set([
  ...['name', 'equal', 'source_matchers', 'source_match', 'source_match_re', 'target_matchers', 'target_match', 'target_match_re'],
]);

/** The inhibit rules of a configuration. One that cannot be read in full is left out and noted: without all of its matchers it would mute more. */
export function readInhibitRules(list: Value | undefined, notes: Notes): InhibitRule[] {
  const taken = new Set<string>();
  const said = new Set<string>();
  return (list?.items() ?? []).flatMap((item, index): InhibitRule[] => {
    const at = { line: item.line, path: `inhibit_rules[${index}]` };
    const fields = item.fields();
    if (!fields) {
      notes.add(at, 'not_understood', 'An inhibit rule is a mapping.');
      return [];
    }
    for (const [name, { line }] of fields) {
      if (!known.has(name)) notes.add({ line, path: `${at.path}.${name}` }, 'unknown_field', `An inhibit rule has no field "${name}".`);
    }
    const sourceMatchers = readMatchers(fields, matcherFields('source_'), at.path, notes);
    const targetMatchers = readMatchers(fields, matcherFields('target_'), at.path, notes);
    if (!sourceMatchers || !targetMatchers) {
      notes.add(at, 'not_taken_over', 'The rule is left out: without all of its matchers it would silence more.');
      return [];
    }
    if (sourceMatchers.length * targetMatchers.length === 0) {
      notes.add(at, 'not_taken_over', 'The rule is left out: source and target need at least one matcher each.');
      return [];
    }
    const rule = { sourceMatchers, targetMatchers, equal: [...new Set(textsOf(fields.get('equal')))] };
    const given = fields.get('name')?.text()?.trim();
    const saying = `${given ?? ''}\n${ruleText(rule)}`;
    if (said.has(saying)) {
      notes.add(at, 'adjusted', 'The rule stands in the file twice: it is taken over once.');
      return [];
    }
    said.add(saying);
    const wanted = shorten(given || describeRule(rule));
    const name = unlike(wanted, taken);
    if (given && name !== given) notes.add(at, 'adjusted', `The rule is named "${name}": the name is too long, or another rule has it.`);
    taken.add(name);
    return [{ name, isNamed: Boolean(given), ...rule, line: item.line }];
  });
}

type Rule = Pick<InhibitRule, 'sourceMatchers' | 'targetMatchers' | 'equal'>;

/** What a rule says, the same however it is ordered. */
export function ruleText({ sourceMatchers, targetMatchers, equal }: Rule): string {
  const sorted = (matchers: readonly Matcher[]) => matchers.map(formatMatcher).toSorted();
  return JSON.stringify([sorted(sourceMatchers), sorted(targetMatchers), equal.toSorted()]);
}

/** A name for a rule that has none, e.g. `severity="critical" inhibits severity="warning" by cluster`. */
function describeRule({ sourceMatchers, targetMatchers, equal }: Rule): string {
  const [source, target] = [sourceMatchers, targetMatchers].map((matchers) => matchers.map(formatMatcher).join(', '));
  return `${source} inhibits ${target}${equal.length > 0 ? ` by ${equal.join(', ')}` : ''}`;
}
