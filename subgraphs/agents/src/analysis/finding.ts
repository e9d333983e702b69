import { InsightVerdict } from '#prisma/generated/client';
import { lineageKinds } from '#contracts/words';
import { z } from 'zod';

/** Kinds of evidence: what was found, and what was missing. */
export const evidenceKinds = [
  /** The incident's first alerts are about the suspect or what depends on it. */
  'fired_first',
  /** Several alerts, or some of several, are about the suspect or what depends on it. */
  'shared_by_alerts',
  /** Other things with alerts depend on the suspect. */
  'upstream_of',
  /** The incident has one alert: nothing to compare it with. */
  'single_alert',
  /** Alerts that no resource is known of, or no alerts at all. */
  'missing_lineage',
  /** The lineage was too large to be looked at as a whole. */
  'truncated_lineage',
  /** Several candidates, and nothing that tells them apart. */
  'tied_candidates',
] as const;

const evidence = z.object({ kind: z.enum(evidenceKinds), text: z.string(), facts: z.record(z.string(), z.unknown()) });
const suspect = z.object({
  kind: z.enum(lineageKinds),
  id: z.string(),
  label: z.string(),
  /** 0 to 1 (scoreCandidate). */
  score: z.number().min(0).max(1),
  reasons: z.array(evidence),
});

/** What an analysis found out about an incident, as it is kept in the insight's row. Suspects best first. */
export const finding = z.object({
  verdict: z.enum(InsightVerdict),
  summary: z.string(),
  suspects: z.array(suspect),
  evidence: z.array(evidence),
});

export type Evidence = z.infer<typeof evidence>;
export type Suspect = z.infer<typeof suspect>;
export type Finding = z.infer<typeof finding>;
