import { z } from 'zod';
import { AppError } from '#kit/errors';

const absent = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().transform((value) => value ?? undefined);

const shape = z
  .object({
    query: absent(z.string()),
    /** SHA-256 of a registered document; also accepted inside `extensions`, where clients that insist on `query` can put it. */
    documentId: absent(z.string()),
    operationName: absent(z.string()),
    variables: absent(z.record(z.string(), z.unknown())),
    extensions: absent(z.looseObject({ documentId: absent(z.string()), operationId: absent(z.string()) })),
  })
  .transform(({ extensions, documentId, variables, ...params }) => ({
    ...params,
    documentId: documentId ?? extensions?.documentId,
    operationId: extensions?.operationId,
    variables: variables ?? {},
  }));

/** What a client sends to have one operation executed. `operationId` names it on a single event stream. */
export type OperationParams = z.infer<typeof shape>;

/** Checks the shape of an operation's parameters; BAD_USER_INPUT names the field that is wrong. */
export function readOperationParams(value: unknown): OperationParams {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('BAD_USER_INPUT', `A GraphQL request is an object with "query" or "documentId": ${z.prettifyError(parsed.error)}`);
}
