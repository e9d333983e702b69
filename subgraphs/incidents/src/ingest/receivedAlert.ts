import type { AlertStatus, Labels, Priority, Severity } from '#contracts/words';
import type { Enriched, Step } from '../enrichment/enrich.ts';

/** What a source says about one alert, in the platform's words. Nothing is decided here yet. */
export type SourceAlert = {
  status: AlertStatus;
  labels: Labels;
  annotations: Labels;
  /** When it began to fire; null when the source does not say, or says a time that cannot be meant. */
  startsAt: Date | null;
  /** When it ended; null while it fires. */
  endsAt: Date | null;
  generatorUrl: string | null;
  /** What the source itself knows the alert by (a dedup key, an alias), where its format has such a thing; else its labels tell. */
  key?: string;
  /** Which alert it is, where that is known already. */
  fingerprint?: string;
  /** How bad the source says it is, where that stands outside the labels. */
  severity?: Severity;
  /** How it was read, where that was not its format's own way. */
  readBy?: 'mapping';
  /** Until when it holds unless it is sent again, where the source says so. */
  expiresAt?: Date | null;
  /** When the source says that it began, where that cannot be. */
  claimedStart?: Date;
  /** Paths of texts in which characters were replaced because PostgreSQL cannot hold them. */
  repaired: string[];
};

/** What rules chose for an alert beside its labels, and what each of them did. */
export type Enrichment = { ownerTeamId: string | null; priority: Priority | null; steps: Step[] };

/** A source's word on one alert, with what identifies the alert and what the platform reads from its labels. */
export type ReceivedAlert = Omit<SourceAlert, 'key' | 'fingerprint' | 'severity'> & {
  /** Says which alert it is: the same for the same alert, whichever source it comes through. */
  fingerprint: string;
  /** Says whether its words are the same as last time. */
  contentHash: string;
  name: string;
  severity: Severity;
  /** PromQL of the rule, where the source told it. */
  expression: string | null;
  /** Why the platform says this itself: nobody sent the alert again in time, or one that flapped has been calm. */
  because?: 'expired' | 'calm';
  /** What rules of enrichment made of it, where there are some and they did something. */
  enrichment?: Enrichment;
  /** The rule that dropped it. */
  droppedBy?: NonNullable<Enriched['droppedBy']>;
};
