import type { Decision } from '#contracts/words';

/** How far the two stores are: the tenant's clock, what PostgreSQL remembers of the projection, and what Neo4j itself holds. */
export type Progress = { change: bigint; reached: bigint; held: bigint };

/** Recorded changes that Neo4j may lack and still be asked: about what it takes in within a second. */
const tolerated = 1_000n;

type Reason = 'up_to_date' | 'slightly_behind' | 'must_be_fresh' | 'far_behind' | 'lost_data';
export type StoreChoice = Decision<Reason> & { source: 'NEO4J' | 'POSTGRES'; behind: number };

/**
 * Which store answers a walk while both do. A Neo4j that lost data, or is far behind, would draw half a picture: PostgreSQL has it
 * all. PostgreSQL's numbers were read before Neo4j's, so `held` may have run ahead of them since, but never fallen behind.
 */
export function chooseStore({ change, reached, held }: Progress, isFresh: boolean): StoreChoice {
  const behind = change > held ? change - held : 0n;
  const decide = (source: StoreChoice['source'], reason: Reason): StoreChoice => {
    return { source, reason, behind: Number(behind), facts: { change: Number(change), reached: Number(reached), held: Number(held) } };
  };
  if (held < reached) return decide('POSTGRES', 'lost_data');
  if (behind === 0n) return decide('NEO4J', 'up_to_date');
  if (isFresh) return decide('POSTGRES', 'must_be_fresh');
  return behind > tolerated ? decide('POSTGRES', 'far_behind') : decide('NEO4J', 'slightly_behind');
}
