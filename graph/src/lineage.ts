import type { LineageKind } from '#contracts/words';

/** Words of the lineage graph. Its nodes are named by (kind, id) within a tenant; edges lead from cause to effect. */

/** A node's name: RULE by the rule's name, METRIC by the metric's, everything else by its UUID. */
export type NodeKey = { kind: LineageKind; id: string };

/** What is known of a node, as JSON; each kind's recorder says what it puts there. */
export type Facts = Record<string, unknown>;

export type LineageNode = NodeKey & { label: string; facts: Facts };

export type LineageEdge = { from: NodeKey; to: NodeKey; kind: string };

/** Against the edges, along them, or both. */
export const directions = ['UPSTREAM', 'DOWNSTREAM', 'BOTH'] as const;
export type LineageDirection = (typeof directions)[number];

/** The store that answered a walk. */
export const sources = ['NEO4J', 'POSTGRES'] as const;
export type LineageSource = (typeof sources)[number];

/** Furthest walk, in edges. */
export const depthLimit = 10;

/** Nodes of a walk unless asked otherwise, and at most. */
export const nodeLimit = { usual: 500, most: 5_000 };

/** Edges of one answer. */
export const edgeLimit = 10_000;

export type WalkRequest = {
  tenantId: string;
  root: NodeKey;
  /**
   * UPSTREAM: what leads to the root. DOWNSTREAM: what the root leads to. BOTH: its ancestors and its descendants together, and
   * not what hangs on those in the other direction: a metric that a thousand alerts share would drag in all of them.
   */
  direction: LineageDirection;
  /** 1 to 10 edges. */
  depth: number;
  /** Most nodes to return, up to 5,000; 500 by default. */
  limit?: number;
  /** Wants an answer that lacks nothing recorded: PostgreSQL gives it while Neo4j is behind. */
  isFresh?: boolean;
};

export type Walk = {
  /** The root first, then by distance from it, kind and id. Empty when the tenant has no such root. */
  nodes: LineageNode[];
  /** Every recorded edge between two of the nodes, at most 10,000. */
  edges: LineageEdge[];
  /** Whether nodes within the depth, or edges between the nodes, were left out; the nearest nodes are kept. */
  truncated: boolean;
  source: LineageSource;
  /**
   * Recorded changes that the Neo4j projection has not taken in yet; always 0 where no Neo4j is configured. An answer from NEO4J
   * may lack them; one from POSTGRES lacks nothing, and then the number says how far Neo4j has to catch up.
   */
  behind: number;
};

/** The one port to the lineage; both stores answer it alike. */
export type LineageQuery = {
  /** Walks the graph of one tenant. Throws BAD_USER_INPUT for a depth or limit out of range. */
  walk(request: WalkRequest): Promise<Walk>;
};

/** `KIND:id`: a node's name as one string. */
export const nameOf = ({ kind, id }: NodeKey): string => `${kind}:${id}`;
