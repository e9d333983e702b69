import type { Labels, Severity } from '#contracts/words';

/** Labels that carry a severity, in the order in which they are asked. */
const carriers = ['severity', 'priority', 'level'] as const;

/** Words that monitoring systems use, in lower case. */
const words: Record<Severity, readonly string[]> = {
  CRITICAL: ['critical', 'crit', 'fatal', 'emergency', 'emerg', 'disaster', 'error', 'err', 'page', 'p0', 'p1', 'sev0', 'sev1'],
  HIGH: ['high', 'major', 'urgent', 'p2', 'sev2'],
  MEDIUM: ['medium', 'moderate', 'average', 'warning', 'warn', 'p3', 'sev3'],
  LOW: ['low', 'minor', 'ticket', 'notice', 'p4', 'sev4'],
  INFO: ['info', 'informational', 'information', 'debug', 'none', 'ok', 'p5', 'sev5'],
};

const severityOfWord = new Map(Object.entries(words).flatMap(([severity, list]) => list.map((word) => [word, severity as Severity] as const)));

/** An alert that says nothing we understand is neither dropped to the bottom nor a reason to wake anybody. */
const unspoken: Severity = 'MEDIUM';

/** The severity that an alert's labels speak of; the first label with a known word decides. */
export function severity(labels: Labels): Severity {
  for (const name of carriers) {
    const known = severityOfWord.get((labels[name] ?? '').trim().toLowerCase());
    if (known) return known;
  }
  return unspoken;
}
