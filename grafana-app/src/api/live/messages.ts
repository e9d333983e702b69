/** A subscription as it is asked for; `key` is the same for the same document with the same variables. */
export interface LiveRequest {
  key: string;
  documentId: string;
  operationName: string;
  variables: unknown;
}

/** A GraphQL result as it comes over the stream. */
export interface LiveResult {
  data?: unknown;
  errors?: unknown;
}

/** Whether the one stream of this browser stands. */
export type StreamState = 'connecting' | 'up' | 'down';

/** What tabs tell each other. A message names everything anew, so that a lost one is repaired by the next. */
export type TabMessage =
  /** From a tab: these are all the subscriptions it needs. */
  | { type: 'wants'; tab: string; requests: LiveRequest[] }
  /** From a new leader: everybody, say what you need. */
  | { type: 'roll-call' }
  | { type: 'state'; state: StreamState }
  /** From the leader: from now on nothing of this subscription is missed; what was read before may be stale. */
  | { type: 'active'; key: string }
  | { type: 'result'; key: string; result: LiveResult }
  /** From a tab: somebody there asked to try the stream again now. */
  | { type: 'wake' };

/** A channel between the tabs: what is posted reaches every other tab, never the sender. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(hear: (message: TabMessage) => void): void;
  close(): void;
}

/** The part of Web Locks that is used: `hold` runs once the lock is ours, and keeps it until its promise settles. */
export interface TabLocks {
  request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void>;
}
