/** Something in a configuration that was not taken over as it stands, and why. */
export type ImportNote = {
  line: number;
  /** Where it stands, e.g. `route.routes[2].group_wait`. */
  path: string;
  code: NoteCode;
  message: string;
};

export type NoteCode =
  /** What it does belongs to another part of the platform, or to none. */
  | 'not_taken_over'
  /** A value that cannot be read; the default stands in for it. */
  | 'not_understood'
  /** A value beyond what the platform allows; the nearest that it allows stands in for it. */
  | 'adjusted'
  /** A field that Alertmanager does not know either. */
  | 'unknown_field';

/** Collects notes while a configuration is read. */
export type Notes = { add(at: { line: number; path: string }, code: NoteCode, message: string): void };
