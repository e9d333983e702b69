import type { IncidentFacts, QuietReason } from './events.ts';
import type { Priority } from './words.ts';

/** How an incident stands at this moment, whatever events about it are still under way. */
export type IncidentState = {
  facts: IncidentFacts;
  priority: Priority | null;
  ownerTeamId: string | null;
  assigneeId: string | null;
  /** Who has it; null for nobody, and where no person of the platform said so. */
  acknowledgedById: string | null;
  /** Who closed it; null while it is open, and where its alerts ended by themselves. */
  resolvedById: string | null;
  /** Until when it sleeps; null while it is awake. */
  snoozedUntil: Date | null;
  /** Why people are not told of it; null while it is loud. */
  quiet: QuietReason | null;
  /** When it was last announced; null until then. */
  announcedAt: Date | null;
};

/**
 * The truth about incidents, for a step that is about to tell people of one: events say that something changed, and may be late or come in another order.
 * Incidents answers; whoever asks gives the transaction it is in, so that the answer is of its own tenant and of that moment. What is not known is left out.
 */
export type IncidentStates<Db> = {
  read(db: Db, ids: readonly string[]): Promise<IncidentState[]>;
  /** Alerts of an incident that began to fire at this time or later. */
  countAlerts(db: Db, id: string, since: Date): Promise<number>;
  /** Incidents that somebody has to be told of: announced before `before`, open, loud, awake, and nobody has acknowledged them; by id, from after `after` on. */
  unanswered(db: Db, page: { before: Date; after: string | null; take: number }): Promise<string[]>;
};
