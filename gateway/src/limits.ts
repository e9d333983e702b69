import { rightsMemoryMs } from '#contracts/live';

/**
 * What one caller may ask for at once. The numbers leave every document of the plugin far below each limit; they exist so that no
 * single request can cost more than a page does.
 */
export const defaultLimits = {
  /** Bytes of one request body, after inflation; also of one WebSocket message. A look-up table of 10,000 rows has to fit. */
  bodyBytes: 1024 * 1024,
  /** Operations in one HTTP request. */
  batch: 10,
  /** Lexical tokens of one document. */
  tokens: 2_000,
  /** Nesting of fields; a Relay list costs three (`incidents`, `edges`, `node`). */
  depth: 12,
  /** Aliases, counted after fragments are spread. */
  aliases: 30,
  /** Fields and spreads, counted after fragments are spread: bounds what a planner has to expand. */
  selections: 5_000,
  /** Objects that an answer may hold by its page sizes; GitHub's GraphQL API draws its line at the same number. */
  cost: 500_000,
  /** Documents that are kept parsed and validated. */
  documents: 1_000,
  /** Unregistered documents that a tenant may send for the first time, per minute. */
  newDocumentsPerMinute: 300,
  /** Subscriptions of one caller, over all its connections. */
  subscriptions: 100,
  /** WebSocket and event-stream connections of one caller. */
  connections: 50,
  /** Bytes that may wait for a slow client before it is dropped. */
  backlogBytes: 1024 * 1024,
  /** Longest life of a stream, in milliseconds; its client then reconnects and is identified again. */
  streamMs: 10 * 60_000,
  /** From a change of rights to the end of its tenant's streams, in milliseconds: by then nobody remembers the old ones. */
  rightsMs: rightsMemoryMs + 500,
} as const satisfies Record<string, number>;

export type Limits = { [Name in keyof typeof defaultLimits]: number };
