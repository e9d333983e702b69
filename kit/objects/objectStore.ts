import type { Readable } from 'node:stream';

/** What was kept: its size and the SHA-256 of its bytes, in hex, both measured while it went by. */
export type Kept = { bytes: number; sha256: string };

/**
 * Files of tenants, by key: attachments, output of runs, artefacts. Bodies go by as streams, in and out; none is ever in memory as a whole. Keys are
 * made by the platform, never by people: parts of letters, digits, `-`, `_` and `.`, with `/` between them, the first the tenant's id.
 */
export type ObjectStore = {
  /**
   * Keeps a body; it is there as a whole or not at all, and replaces what the key had. BODY_TOO_LARGE beyond `limitBytes`, STORE_UNAVAILABLE when the
   * store does not take it; an error of the body itself is thrown as it is.
   */
  put(key: string, body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Kept>;
  /** The body, or null when the key has none. STORE_UNAVAILABLE when the store does not answer. */
  get(key: string): Promise<Readable | null>;
  /** Lets go of what the key has; nothing happens when it has nothing. */
  remove(key: string): Promise<void>;
  /**
   * Lets go of bodies that nothing has been written to since `before` and that never became whole, as a killed process leaves them; answers with how many.
   * STORE_UNAVAILABLE when the store does not answer.
   */
  sweep(before: Date): Promise<number>;
  /** Throws STORE_UNAVAILABLE, saying why, unless the store can be written to. */
  check(): Promise<void>;
  close(): void;
};
