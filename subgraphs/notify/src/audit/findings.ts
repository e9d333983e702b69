/**
 * What the auditor looks for: each is a promise that was not kept.
 * - incident_without_next_step: announced, open and unanswered, with a policy, and nothing goes on for it.
 * - run_overdue, page_overdue, delivery_overdue: the next step's time has passed, and nobody took it.
 * - delivery_unconfirmed: decided long ago, and neither delivered nor given up.
 * - resolution_untold: somebody was told that it burns and not that it is out.
 */
export const findingKinds = [
  'incident_without_next_step',
  'run_overdue',
  'page_overdue',
  'delivery_overdue',
  'delivery_unconfirmed',
  'resolution_untold',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What is done about it. */
export const repairs = {
  incident_without_next_step: 'started',
  run_overdue: 'woken',
  page_overdue: 'woken',
  delivery_overdue: 'woken',
  delivery_unconfirmed: 'none',
  resolution_untold: 'dispatched',
} as const satisfies Record<FindingKind, string>;

export type Finding = { kind: FindingKind; subjectId: string; incidentId: string | null; facts: Record<string, string | number | null> };
