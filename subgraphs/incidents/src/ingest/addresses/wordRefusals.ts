import { type AppError, toAppError } from '#kit/errors';
import type { HttpRequest, HttpResponse } from '#kit/serve';

/**
 * Handles requests of a format that has answers of its own: a refusal is said in its words. What is a fault of ours is left to the server, which logs it.
 */
export function wordRefusals(
  handle: (request: HttpRequest) => Promise<HttpResponse>,
  word: (error: AppError) => Pick<HttpResponse, 'status' | 'body'>,
): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => {
    try {
      return await handle(request);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'INTERNAL') throw thrown;
      const headers: Record<string, string> = error.code === 'BODY_TOO_LARGE' ? { connection: 'close' } : {};
      if (error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter);
      return { ...word(error), headers };
    }
  };
}
