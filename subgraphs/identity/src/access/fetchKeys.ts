import type { Clock } from '#kit/clock';
import { AppError } from '#kit/errors';
import type { FetchImplementation } from 'jose';
import { types } from 'node:util';
import { z } from 'zod';

/** Most bytes of a key set; a real one has a few kilobytes. */
const sizeLimit = 256 * 1024;
/** For how long a failure is answered from memory, so that an issuer that is down is asked at most this often. */
const failureMs = 2_000;

const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/**
 * How a key set is fetched from one address: no redirect is followed (the address is configuration, and keys from another host would be
 * another issuer's), the answer is bounded and checked, the caller's signal bounds the time until the last byte. Whatever goes wrong is
 * IDENTITY_UNAVAILABLE: without keys no token can be judged, good or bad.
 */
export function createKeyFetch(clock: Clock): FetchImplementation {
  let failed: { error: AppError; until: number } | undefined;
  return async (url, options) => {
    const now = clock.now().getTime();
    if (failed && now < failed.until) throw failed.error;
    try {
      const keys = keySet.parse(JSON.parse(await fetchText(url, options)));
      failed = undefined;
      return Response.json(keys);
    } catch (cause) {
      const error = new AppError('IDENTITY_UNAVAILABLE', `The signing keys at ${url} cannot be fetched: ${reasonOf(cause)}.`, {
        cause,
        retryAfter: failureMs / 1000,
      });
      failed = { error, until: now + failureMs };
      throw error;
    }
  };
}

async function fetchText(url: string, options: RequestInit): Promise<string> {
  const response = await fetch(url, options);
  if (response.status !== 200) {
    await response.body?.cancel();
    const location = response.headers.get('location');
    throw new Error(location === null ? `the answer has the status ${response.status}` : `it redirects (to ${location}), which is not followed`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > sizeLimit) throw new Error(`the answer is larger than ${sizeLimit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError || thrown instanceof SyntaxError) return 'the answer is not a key set';
  if (!types.isNativeError(thrown)) return 'unknown';
  if (thrown.name === 'TimeoutError') return 'no answer in time';
  // "fetch failed" says nothing; its cause does.
  return types.isNativeError(thrown.cause) ? thrown.cause.message || thrown.message : thrown.message;
}
