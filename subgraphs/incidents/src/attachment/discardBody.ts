import type { IncomingMessage } from 'node:http';

/** Most that is read of a body that was refused, in bytes, and for how long, in milliseconds. */
const most = { bytes: 64 * 1024 * 1024, ms: 10_000 };

/** Reads what is left of a refused body and forgets it, up to a limit. Whoever sends more than that finds the connection closed instead of an answer. */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = most.bytes;
    const done = (): void => {
      clearTimeout(timer);
      request.off('data', count).off('end', done).off('close', done).pause();
      resolve();
    };
    const count = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) done();
    };
    const timer = setTimeout(done, most.ms);
    request.on('data', count).once('end', done).once('close', done).resume();
  });
}
