import { createOutputReader, type Output } from './createOutputReader';

/** How long is waited for more after nothing came. */
const PAUSE_MS = 1_000;

/** What a program wrote from a byte on; `end` is where the next piece begins. */
export interface OutputPiece {
  text: string;
  end: number;
  isComplete: boolean;
}

export interface Written {
  output: Output;
  /** Whether more may come. */
  isLive: boolean;
  error: unknown;
}

/** Reads what a program writes, piece by piece as it comes, until its end, a failure or the signal. `read` answers null while there is nothing to read yet. */
export async function followOutput(
  read: (after: number, signal: AbortSignal) => Promise<OutputPiece | null | undefined>,
  signal: AbortSignal,
  show: (written: Written) => void
): Promise<void> {
  const reader = createOutputReader();
  let after = 0;
  let isComplete = false;
  try {
    while (!isComplete && !signal.aborted) {
      const piece = await read(after, signal);
      if (signal.aborted) {
        return;
      }
      if (piece) {
        reader.push(piece.text);
        isComplete = piece.isComplete;
        show({ output: reader.read(), isLive: !isComplete, error: null });
      }
      if (!isComplete && (!piece || piece.end === after)) {
        await pause(signal);
      }
      after = piece?.end ?? after;
    }
  } catch (error) {
    if (!signal.aborted) {
      show({ output: reader.read(), isLive: false, error });
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
