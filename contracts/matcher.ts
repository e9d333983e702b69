import { RE2JS, RE2JSException } from 're2js';
import { z } from 'zod';
import type { Labels } from './words.ts';

/**
 * A condition on one label, with Alertmanager's meaning: a label that is missing is the empty string, regular expressions are RE2's (linear time,
 * so that none can hold anybody up) and anchored at both ends.
 */
export const matcher = z.strictObject({
  name: z.string().min(1).max(1_000),
  op: z.enum(['=', '!=', '=~', '!~']),
  value: z.string().max(10_000),
});
export type Matcher = z.infer<typeof matcher>;

/** All must hold; none matches everything. */
export const matchers = z.array(matcher).max(100);

/** Whether a matcher holds for the value of its label. A regular expression that cannot be read throws RE2JSException: `explainMatcher` it first. */
export function isHeld({ op, value }: Matcher, actual: string): boolean {
  switch (op) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return compile(value).matches(actual);
    case '!~':
      return !compile(value).matches(actual);
    default:
      return op satisfies never;
  }
}

/** The first matcher that does not hold for these labels; undefined when all do. */
export function findUnheld(conditions: readonly Matcher[], labels: Labels): Matcher | undefined {
  return conditions.find((condition) => !isHeld(condition, valueOf(labels, condition.name)));
}

/** The value of a label; what is missing is the empty string. */
export function valueOf(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/** Why a matcher cannot be used, in words; null when it can. */
export function explainMatcher({ name, op, value }: Matcher): string | null {
  if (op === '=' || op === '!=') return null;
  try {
    compile(value);
    return null;
  } catch (error) {
    if (error instanceof RE2JSException) return `${name}${op}"${value}" is not a regular expression of RE2: ${error.message}`;
    throw error;
  }
}

/** As Alertmanager writes it, e.g. `severity=~"critical|page"`. */
export function formatMatcher({ name, op, value }: Matcher): string {
  const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  return `${plain ? name : quote(name)}${op}${quote(value)}`;
}

/** Several at once: `{a="b", c!="d"}`. */
export function formatMatchers(conditions: readonly Matcher[]): string {
  return `{${conditions.map(formatMatcher).join(', ')}}`;
}

/** A text of matchers that cannot be read; `at` is the position of what was not understood. */
export class MatcherSyntaxError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(`${message} (at character ${at + 1})`);
    this.name = 'MatcherSyntaxError';
  }
}

/**
 * Reads matchers as Alertmanager and amtool write them: `severity="critical", team=~"db|web"`, with or without braces around them, names and values
 * quoted or bare, a comma at the end allowed. MatcherSyntaxError says where it stopped.
 */
export function parseMatchers(text: string): Matcher[] {
  const reader = createReader(text);
  const braced = reader.take('{');
  const found: Matcher[] = [];
  while (!reader.isAtEnd() && !reader.sees('}')) {
    const name = reader.word('the name of a label');
    const op = reader.operator();
    found.push({ name, op, value: reader.word('a value', true) });
    if (!reader.take(',')) break;
  }
  if (braced && !reader.take('}')) throw reader.error('expected a comma or a closing brace');
  if (!reader.isAtEnd()) throw reader.error('expected a comma');
  return found;
}

type Reader = {
  isAtEnd(): boolean;
  sees(token: string): boolean;
  take(token: string): boolean;
  operator(): Matcher['op'];
  /** A quoted or a bare word; `orNothing` takes an absent one for the empty string, as `a=` does. */
  word(what: string, orNothing?: boolean): string;
  error(message: string): MatcherSyntaxError;
};

function createReader(text: string): Reader {
  let at = 0;
  const skip = (): void => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const error = (message: string): MatcherSyntaxError => new MatcherSyntaxError(message, at);
  const match = (pattern: RegExp): string | undefined => {
    skip();
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = at;
    const result = found.exec(text)?.[0];
    if (result !== undefined) at += result.length;
    return result;
  };
  const sees = (token: string): boolean => {
    skip();
    return text.startsWith(token, at);
  };
  return {
    error,
    sees,
    isAtEnd() {
      skip();
      return at >= text.length;
    },
    take(token) {
      if (!sees(token)) return false;
      at += token.length;
      return true;
    },
    operator() {
      const found = match(/=~|!~|!=|=/);
      if (found === undefined) throw error('expected one of = != =~ !~');
      return found as Matcher['op'];
    },
    word(what, orNothing = false) {
      const start = at;
      const quoted = match(/"(?:[^"\\]|\\.)*"/);
      if (quoted !== undefined) return unquote(quoted);
      if (sees('"')) throw error('this quote is not closed');
      const bare = match(/[^\s{}!=~,\\"'`]+/);
      if (bare !== undefined) return bare;
      if (orNothing) return '';
      at = start;
      throw error(`expected ${what}`);
    },
  };
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** As in Alertmanager: `\n`, `\"` and `\\` are one character, any other backslash stands for itself. */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

/** Compiled expressions by their text: routes and silences ask the same few for every alert. */
const compiled = new Map<string, RE2JS>();
const mostCompiled = 2_000;

function compile(expression: string): RE2JS {
  const known = compiled.get(expression);
  if (known) return known;
  const made = RE2JS.compile(expression);
  if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value ?? '');
  compiled.set(expression, made);
  return made;
}
