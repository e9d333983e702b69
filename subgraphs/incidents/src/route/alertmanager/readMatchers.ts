import { explainMatcher, type Matcher, MatcherSyntaxError, parseMatchers } from '#contracts/matcher';
import type { Notes } from './importNotes.ts';
import type { Value } from './openYaml.ts';

/** Names under which a mapping holds matchers: the list, and the two older mappings of equal values and of regular expressions. */
type Names = { list: string; equal: string; expression: string };

export const matcherFields = (prefix = ''): Names => ({ list: `${prefix}matchers`, equal: `${prefix}match`, expression: `${prefix}match_re` });

/** Matchers of a route or of one side of an inhibition, in both spellings. One that cannot be read is noted and makes the answer undefined: without it more would match. */
export function readMatchers(fields: ReadonlyMap<string, Value>, names: Names, path: string, notes: Notes): Matcher[] | undefined {
  const found: Matcher[] = [];
  let isWhole = true;
  const add = (matcher: Matcher, at: { line: number; path: string }): void => {
    const wrong = explainMatcher(matcher);
    if (wrong === null) return void found.push(matcher);
    isWhole = false;
    notes.add(at, 'not_understood', wrong);
  };

  for (const [name, op] of [
    [names.equal, '='],
    [names.expression, '=~'],
  ] as const) {
    for (const [label, value] of fields.get(name)?.fields() ?? []) {
      add({ name: label, op, value: value.text() ?? '' }, { line: value.line, path: `${path}.${name}.${label}` });
    }
  }
  const list = fields.get(names.list);
  for (const [index, item] of (list?.items() ?? (list && !list.isEmpty() ? [list] : [])).entries()) {
    const at = { line: item.line, path: `${path}.${names.list}[${index}]` };
    try {
      for (const matcher of parseMatchers(item.text() ?? '')) add(matcher, at);
    } catch (error) {
      if (!(error instanceof MatcherSyntaxError)) throw error;
      isWhole = false;
      notes.add(at, 'not_understood', `${item.text()}: ${error.message}`);
    }
  }
  return isWhole ? found : undefined;
}
