import { type AppError, toAppError } from '#kit/errors';
import type { HttpResponse, Route } from '#kit/serve';
import type { Intake } from '../intake.ts';

type Word = (error: AppError) => Pick<HttpResponse, 'status' | 'body'>;

/**
 * The addresses of a format that has answers of its own: what they refuse is kept like every refusal, and then said in the format's words. What is a fault
 * of ours is left to the server, which logs it.
 */
export function wordRefusals(intake: Intake, routes: readonly Route[], word: Word): Route[] {
  return routes
    .map(intake.watching)
    .map((route) => ('handle' in route ? { ...route, handle: (request) => worded(route.handle(request), word) } : route));
}

async function worded(answer: Promise<HttpResponse>, word: Word): Promise<HttpResponse> {
  try {
    return await answer;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'INTERNAL') throw thrown;
    const headers: Record<string, string> = error.code === 'BODY_TOO_LARGE' ? { connection: 'close' } : {};
    if (error.retryAfter !== undefined) headers['retry-after'] = String(error.retryAfter);
    return { ...word(error), headers };
  }
}
