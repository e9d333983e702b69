import { repairText } from './repairText.ts';

/**
 * PromQL of the rule behind an alert, from the link that Prometheus gives with it:
 * `http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1` (also `/query` since Prometheus 3). Null when the link has none.
 */
export function expression(generatorUrl: string | null): string | null {
  if (generatorUrl === null) return null;
  const known = remembered.get(generatorUrl);
  if (known !== undefined) return known;
  const read = readExpression(generatorUrl);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(generatorUrl, read);
  return read;
}

/** Every alert of a rule carries the same link, and comes again and again. */
const remembered = new Map<string, string | null>();
const mostRemembered = 5_000;

function readExpression(generatorUrl: string): string | null {
  const text = URL.parse(generatorUrl)?.searchParams.get('g0.expr')?.trim();
  return text ? repairText(text, 'expression', []) : null;
}
