import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { Kept } from './objectStore.ts';

/** Lets a body by, chunk by chunk, measuring it; BODY_TOO_LARGE as soon as it is longer than `limitBytes`. Ask `kept` when all is through. */
export function measure(body: AsyncIterable<Uint8Array>, limitBytes: number): { through: AsyncGenerator<Uint8Array>; kept(): Kept } {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw new AppError('BODY_TOO_LARGE', `The file is larger than ${limitBytes} bytes.`);
      hash.update(chunk);
      yield chunk;
    }
  }
  return { through: pass(), kept: () => ({ bytes, sha256: hash.digest('hex') }) };
}
