import { AppError } from '../errors.ts';

/** What went wrong at the store as the error that leaves the platform; one that is coded already, such as a body that is too large, stays as it is. */
export function storeFailure(thrown: unknown, doing: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = codeOf(thrown) ?? (thrown instanceof Error ? thrown.name : String(thrown));
  return new AppError('STORE_UNAVAILABLE', `The object store could not ${doing} (${detail}).`, { cause: thrown, retryAfter: 10 });
}

/** The code of a system's error, such as ENOENT; undefined when it has none. */
export function codeOf(thrown: unknown): string | undefined {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
