import { parser } from '@prometheus-io/lezer-promql';
import type { Matcher } from '#contracts/matcher';

/** One selector of an expression: the metric that it names exactly, if it names one, and its other matchers. */
export type Selector = { metric: string | null; matchers: Matcher[] };

/** What an expression selects, in the order of its text, or why that is not known; `at` is the position of what was not understood. */
export type PromqlRead =
  { reason: 'parsed'; selectors: Selector[] } | { reason: 'no_expression' } | { reason: 'too_long' } | { reason: 'broken_promql'; at: number };

/** Longest expression that is parsed, in characters; real rules stay far below. */
export const longestPromql = 100_000;

/**
 * Reads the selectors of a PromQL expression by Prometheus's own grammar. Metrics are named plainly (recording rules with colons too), by
 * `{__name__="x"}`, `{"x"}` or `{"__name__"="x"}`, wherever they stand.
 */
export function readPromql(expression: string | null): PromqlRead {
  if (expression === null || expression.trim() === '') return { reason: 'no_expression' };
  if (expression.length > longestPromql) return { reason: 'too_long' };

  const selectors: Selector[] = [];
  let brokenAt: number | null = null;
  parser.parse(expression).iterate({
    enter({ type, node, from }) {
      if (type.isError) brokenAt ??= from;
      if (type.name === 'VectorSelector') selectors.push(readSelector(node, expression));
    },
  });
  return brokenAt === null ? { reason: 'parsed', selectors } : { reason: 'broken_promql', at: brokenAt };
}

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

function readSelector(selector: SyntaxNode, expression: string): Selector {
  const text = (node: SyntaxNode | null) => (node === null ? '' : expression.slice(node.from, node.to));
  const matchers: Matcher[] = [];
  let metric = text(selector.getChild('Identifier')) || null;
  const braces = selector.getChild('LabelMatchers');
  for (let node = braces?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.name === 'QuotedLabelName') metric ??= unquote(text(node)) || null;
    if (node.name !== 'UnquotedLabelMatcher' && node.name !== 'QuotedLabelMatcher') continue;
    const name = text(node.getChild('LabelName')) || unquote(text(node.getChild('QuotedLabelName')));
    const op = text(node.getChild('MatchOp')) as Matcher['op'];
    const value = unquote(text(node.getChild('StringLiteral')));
    if (name === '__name__' && op === '=' && value !== '') metric ??= value;
    else matchers.push({ name, op, value });
  }
  return { metric, matchers };
}

const escapes: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The value of a PromQL string: back-quoted ones are raw, the others know Go's escapes. */
function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs, (_, ...groups: (string | undefined)[]) => {
    const [x, u, U, octal, letter] = groups;
    if (letter !== undefined) return escapes[letter] ?? letter;
    const point = octal === undefined ? Number.parseInt(x ?? u ?? U ?? '', 16) : Number.parseInt(octal, 8);
    return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}
