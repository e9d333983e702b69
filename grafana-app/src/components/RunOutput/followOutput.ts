import type { Bell } from './createBell';
import { createOutputReader, type Output } from './createOutputReader';

/** What a program wrote from a byte on; `end` is where the next piece begins. */
export interface OutputPiece {
  text: string;
  start: number;
  end: number;
  isComplete: boolean;
}

export interface Written {
  output: Output;
  /** Whether more may come. */
  isLive: boolean;
  error: unknown;
}

/**
 * Reads what a program writes, piece by piece as it comes, until its end, a failure or the signal. `read` answers null while there is nothing to read yet; after that, and after
 * the newest piece, it is read again when the bell rings.
 */
export async function followOutput(
  read: (after: number, signal: AbortSignal) => Promise<OutputPiece | null | undefined>,
  bell: Bell,
  signal: AbortSignal,
  show: (written: Written) => void
): Promise<void> {
  let reader = createOutputReader();
  let after = 0;
  let isComplete = false;
  try {
    while (!isComplete && !signal.aborted) {
      const piece = await read(after, signal);
      if (signal.aborted) {
        return;
      }
      if (piece && piece.start < after) {
        // It was begun anew, on another runner: what the first one wrote is gone.
        reader = createOutputReader();
        after = 0;
        continue;
      }
      if (piece) {
        reader.push(piece.text);
        isComplete = piece.isComplete;
        show({ output: reader.read(), isLive: !isComplete, error: null });
      }
      if (!isComplete && (!piece || piece.end === after)) {
        await bell.heard(signal);
      }
      after = piece?.end ?? after;
    }
  } catch (error) {
    if (!signal.aborted) {
      show({ output: reader.read(), isLive: false, error });
    }
  }
}
