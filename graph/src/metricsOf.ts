import { parser } from '@prometheus-io/lezer-promql';

/** The metrics that a PromQL expression reads, in the order they appear, or the reason why none are known. */
export type MetricsFound = { reason: 'parsed'; metrics: string[] } | { reason: 'no_expression' | 'broken_promql' | 'no_metric_name'; metrics: [] };

/** Longest expression that is parsed, in characters; real rules stay far below. */
const longest = 100_000;

/**
 * Reads the metric names out of PromQL: plain names (recording rules with colons too), `{__name__="x"}`, `{"x"}` and
 * `{"__name__"="x"}`, wherever they stand. A selector without an exact name (`{job="x"}`, `{__name__=~"x.*"}`) names no metric.
 */
export function metricsOf(expression: string | null): MetricsFound {
  if (expression === null || expression.trim() === '') return { reason: 'no_expression', metrics: [] };
  if (expression.length > longest) return { reason: 'broken_promql', metrics: [] };

  const found = new Set<string>();
  let isBroken = false;
  parser.parse(expression).iterate({
    enter({ type, node }) {
      if (type.isError) isBroken = true;
      if (type.name !== 'VectorSelector') return;
      const name = node.getChild('Identifier');
      if (name !== null) found.add(expression.slice(name.from, name.to));
      for (const matcher of matchersIn(node, expression)) if (matcher !== '') found.add(matcher);
    },
  });
  if (isBroken) return { reason: 'broken_promql', metrics: [] };
  return found.size === 0 ? { reason: 'no_metric_name', metrics: [] } : { reason: 'parsed', metrics: [...found] };
}

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** Metric names that the braces of a selector give. */
function matchersIn(selector: SyntaxNode, expression: string): string[] {
  const braces = selector.getChild('LabelMatchers');
  if (braces === null) return [];
  const text = (node: SyntaxNode | null) => (node === null ? '' : expression.slice(node.from, node.to));
  const alone = braces.getChildren('QuotedLabelName').map((name) => unquote(text(name)));
  const named = [...braces.getChildren('UnquotedLabelMatcher'), ...braces.getChildren('QuotedLabelMatcher')]
    .filter((matcher) => {
      const label = text(matcher.getChild('LabelName')) || unquote(text(matcher.getChild('QuotedLabelName')));
      return label === '__name__' && text(matcher.getChild('MatchOp')) === '=';
    })
    .map((matcher) => unquote(text(matcher.getChild('StringLiteral'))));
  return [...alone, ...named];
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
