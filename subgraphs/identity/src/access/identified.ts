import type { Caller } from '#kit/caller';

/** A caller, and when what they proved it with stops to count; null for what has no end. A stream must not outlive it. */
export type Identified = Caller & { expiresAt: Date | null };
