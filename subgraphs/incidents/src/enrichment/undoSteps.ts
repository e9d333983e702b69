import type { Labels, Severity } from '#contracts/words';
import type { Step } from './enrich.ts';

/**
 * What an alert said before rules changed it, from what they noted: the last step is taken back first. `severity` is undefined where no rule chose one, else
 * what the source itself had said, or null.
 */
export function undoSteps(
  labels: Labels,
  steps: readonly Pick<Step, 'labels' | 'severity'>[],
): { labels: Labels; severity: Severity | null | undefined } {
  const before = { ...labels };
  let severity: Severity | null | undefined;
  for (const step of steps.toReversed()) {
    for (const [name, [was]] of Object.entries(step.labels ?? {})) {
      if (was === null) delete before[name];
      else before[name] = was;
    }
    if (step.severity) severity = step.severity[0] as Severity | null;
  }
  return { labels: before, severity };
}
