import type { IncomingMessage } from 'node:http';

const LIMIT = 1024 * 1024;

/** A request's JSON body as an object, or why it is none. */
export async function readBody(
  request: IncomingMessage
): Promise<{ outcome: 'read'; body: Record<string, unknown> } | { outcome: 'tooLarge' | 'malformed' }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) {
      return { outcome: 'tooLarge' };
    }
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? { outcome: 'read', body: { ...body } }
      : { outcome: 'malformed' };
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { outcome: 'malformed' };
    }
    throw error;
  }
}
