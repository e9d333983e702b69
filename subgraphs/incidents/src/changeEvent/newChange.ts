import type { Labels } from '#contracts/words';
import type { Details } from '../ingest/sources/details.ts';

export type ChangeLink = { href: string; text: string };

/** What a source says about one change, in the platform's words. */
export type NewChange = {
  /** What the source itself knows the change by, where it has such a thing: sent twice, it is one change. */
  key?: string;
  /** When it was made; null when the source does not say, or says a time that cannot be meant. */
  at: Date | null;
  summary: string;
  source: string | null;
  labels: Labels;
  links: ChangeLink[];
  /** What else the source said, as it said it. */
  details: Details;
};
