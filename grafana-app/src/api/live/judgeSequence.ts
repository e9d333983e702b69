/** The numbers of a live payload: its own, and that of the one before it on the same subscription. */
export interface Numbered {
  sequence: number;
  previous?: number | null;
}

/** Whether events were lost between two events of one subscription. */
export type SequenceFinding = 'first' | 'next' | 'repeated' | 'gap';

/**
 * Compares an event with the number of the last one seen. Numbers count over all that happens in a tenant, so skipped numbers
 * alone are no loss: `previous` tells what should have been seen.
 * While a stream is being replaced, events arrive from the old and the new one: what was already seen is not a gap.
 */
export function judgeSequence(last: number | undefined, { sequence, previous }: Numbered): SequenceFinding {
  if (last === undefined) {
    return 'first';
  }
  if (sequence <= last) {
    return 'repeated';
  }
  return previous === last ? 'next' : 'gap';
}
