import type { IncomingMessage } from 'node:http';
import { AppError } from '#kit/errors';

/**
 * Refuses every content type but application/json. That is also the guard against cross-site requests: a browser sends this type to another
 * origin only after a preflight, which nobody here answers.
 */
export function requireJson({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('UNSUPPORTED_ENCODING', 'Send the operation as JSON, with content-type: application/json.');
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}
