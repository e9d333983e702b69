import { readPromql } from './readPromql.ts';

/** The metrics that a PromQL expression reads, in the order they appear, or the reason why none are known. */
export type MetricsFound = { reason: 'parsed'; metrics: string[] } | { reason: 'no_expression' | 'broken_promql' | 'no_metric_name'; metrics: [] };

/** Expressions that were read lately. The alerts of a storm come of a few rules, and reading one takes longer than all else that is recorded of an alert. */
const known = new Map<string, MetricsFound>();
const mostKnown = 1_000;

/** The metrics that an expression names. A selector without an exact name (`{job="x"}`, `{__name__=~"x.*"}`) names none. */
export function metricsOf(expression: string | null): MetricsFound {
  if (expression === null) return read(expression);
  const before = known.get(expression);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const found = read(expression);
  known.set(expression, found);
  return found;
}

function read(expression: string | null): MetricsFound {
  const said = readPromql(expression);
  if (said.reason === 'no_expression') return { reason: 'no_expression', metrics: [] };
  if (said.reason !== 'parsed') return { reason: 'broken_promql', metrics: [] };
  const metrics = [...new Set(said.selectors.flatMap(({ metric }) => metric ?? []))];
  return metrics.length === 0 ? { reason: 'no_metric_name', metrics: [] } : { reason: 'parsed', metrics };
}
