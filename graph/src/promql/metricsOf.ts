import { readPromql } from './readPromql.ts';

/** The metrics that a PromQL expression reads, in the order they appear, or the reason why none are known. */
export type MetricsFound = { reason: 'parsed'; metrics: string[] } | { reason: 'no_expression' | 'broken_promql' | 'no_metric_name'; metrics: [] };

/** The metrics that an expression names. A selector without an exact name (`{job="x"}`, `{__name__=~"x.*"}`) names none. */
export function metricsOf(expression: string | null): MetricsFound {
  const read = readPromql(expression);
  if (read.reason === 'no_expression') return { reason: 'no_expression', metrics: [] };
  if (read.reason !== 'parsed') return { reason: 'broken_promql', metrics: [] };
  const metrics = [...new Set(read.selectors.flatMap(({ metric }) => metric ?? []))];
  return metrics.length === 0 ? { reason: 'no_metric_name', metrics: [] } : { reason: 'parsed', metrics };
}
