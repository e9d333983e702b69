/** Arguments that every list of the public schema has. */
export interface Paging {
  first?: number | null;
  after?: string | null;
}

/** A Relay connection over an array; the cursor is the place in it. */
export function connection<Node>(nodes: Node[], { first, after }: Paging) {
  const start = after ? Number(after) + 1 : 0;
  const page = nodes.slice(start, start + (first ?? 50));
  const edges = page.map((node, index) => ({ node, cursor: String(start + index) }));
  return {
    totalCount: Math.min(nodes.length, 10_000),
    edges,
    pageInfo: {
      hasNextPage: start + page.length < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
