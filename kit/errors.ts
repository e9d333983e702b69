import { errorCodes, type ErrorCode } from '#contracts/errors';

/** An error that may leave the platform: a code from the closed union, a message for people, and the cause for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Seconds after which a retry makes sense; becomes `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = code;
    this.retryAfter = options.retryAfter;
  }
}

/** Any thrown value as an AppError; what is not one already is INTERNAL, with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.cause instanceof AppError) return thrown.cause;
  return new AppError('INTERNAL', 'Something went wrong inside the platform.', { cause: thrown });
}

/** The body and status that a REST route answers an error with. */
export function errorResponse(error: AppError): { status: number; body: { code: ErrorCode; message: string; advice: string } } {
  const { status, advice } = errorCodes[error.code];
  return { status, body: { code: error.code, message: error.message, advice } };
}
