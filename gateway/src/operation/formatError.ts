import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorCodes } from '#contracts/errors';
import { AppError, toAppError } from '#kit/errors';
import type { Log } from '#kit/log';

/** An error as a client sees it: its code is always one of the closed union. */
export type FormattedError = GraphQLFormattedError & {
  extensions: { code: ErrorCode; advice: string; retryAfter?: number; requestId?: string; subgraph?: string };
};

/** Where an error was met, so that the log line and the answer can be brought together. */
export type ErrorPlace = { requestId: string; log: Log };

/**
 * The one place where an error gets its code. What carries a code already (an AppError, or an answer of a subgraph that went through
 * here in its own process) keeps it; what graphql-js objects to before anything ran is the client's; anything else is INTERNAL:
 * logged in full, told as a request id only.
 */
export function formatError(thrown: unknown, { requestId, log }: ErrorPlace): FormattedError {
  const located = thrown instanceof GraphQLError ? thrown : undefined;
  const place = {
    ...(located?.path && { path: located.path }),
    ...(located?.locations && !located.path && { locations: located.locations }),
  };
  const told = codeOf(thrown, located);
  if (told === undefined) {
    log.error({ err: located?.originalError ?? thrown, requestId, path: located?.path }, 'request failed');
    return { message: 'Something went wrong inside the platform.', ...place, extensions: { ...withAdvice('INTERNAL'), requestId } };
  }
  const { code, message, retryAfter } = told;
  const subgraph = extensionsOf(located)['subgraph'];
  return {
    message,
    ...place,
    extensions: {
      ...withAdvice(code),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(code === 'INTERNAL' && { requestId }),
      ...(typeof subgraph === 'string' && { subgraph }),
    },
  };
}

function withAdvice(code: ErrorCode) {
  return { code, advice: errorCodes[code].advice };
}

type Told = { code: ErrorCode; message: string; retryAfter?: number | undefined };

function codeOf(thrown: unknown, located: GraphQLError | undefined): Told | undefined {
  const coded = [thrown, located?.originalError].find((error) => error instanceof AppError) ?? codedCause(located?.originalError ?? thrown);
  if (coded instanceof AppError) return coded.code === 'INTERNAL' ? undefined : coded;
  const { code, retryAfter } = extensionsOf(located);
  if (located && isErrorCode(code)) return { code, message: located.message, retryAfter: numberOf(retryAfter) };
  // Without a path nothing was executed: a document that graphql-js refuses, or a variable that it or a scalar does.
  const isVariable = located?.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  if (located && !located.path && (isVariable || !located.originalError)) return { code: 'BAD_USER_INPUT', message: located.message };
  return undefined;
}

/** Errors of graphql-jit have no extensions at all, whatever their type says. */
function extensionsOf(located: GraphQLError | undefined): Record<string, unknown> {
  const extensions: Record<string, unknown> | undefined = located?.extensions;
  return extensions ?? {};
}

function codedCause(error: unknown): AppError | undefined {
  const coded = toAppError(error);
  return coded.code === 'INTERNAL' ? undefined : coded;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
