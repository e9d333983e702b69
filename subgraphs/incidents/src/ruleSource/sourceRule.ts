import type { Labels } from '#contracts/words';
import type { RuleHealth, RuleState } from '#prisma/generated/client';
import { hash } from 'node:crypto';

/** An alert rule as a source tells it. */
export type SourceRule = {
  file: string;
  group: string;
  name: string;
  query: string;
  /** `for` and `keep_firing_for`, in seconds. */
  forS: number;
  keepFiringForS: number;
  /** Static labels, with templates as they are written. */
  labels: Labels;
  annotations: Labels;
  health: RuleHealth;
  lastError: string | null;
  state: RuleState;
  lastEvaluation: Date | null;
};

/** Tells rules of one name in one group apart: SHA-256 of the query and the static labels. */
export function digestOf({ query, labels }: Pick<SourceRule, 'query' | 'labels'>): string {
  const sorted = Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash('sha256', JSON.stringify([query, sorted]));
}
