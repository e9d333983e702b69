import { OperationTypeNode } from 'graphql';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { errorCodes } from '#contracts/errors';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readBody } from '#kit/readBody';
import type { Route } from '#kit/serve';
import type { GatewayParts } from '../createGateway.ts';
import type { Answer } from '../operation/createPerform.ts';
import { readOperationParams } from '../operation/operationParams.ts';
import { readJson, requireJson } from './readJson.ts';
import { requestIdOf } from './requestId.ts';

/**
 * `POST /graphql`: one operation, or an array of at most `limits.batch`.
 *
 * Written by hand instead of on @apollo/server: what the server adds (parse and validation cache, CSRF guard, batch limit, error format) is either
 * done once per document here or is a few lines, and without it a request costs a third less.
 */
export function graphqlRoute({ identify, documents, perform, refuse, limits, drain }: GatewayParts): Route {
  async function answerOne(value: unknown, caller: Caller, requestId: string): Promise<Answer> {
    try {
      const params = readOperationParams(value);
      const operation = documents.prepare(params, caller);
      if (operation.type === OperationTypeNode.SUBSCRIPTION) {
        throw new AppError('BAD_USER_INPUT', 'Subscriptions are served on the WebSocket at /graphql and on /graphql/stream.');
      }
      return await perform(operation, params.variables, { caller, requestId });
    } catch (error) {
      return refuse(error, requestId);
    }
  }

  async function answerAll(request: IncomingMessage, requestId: string): Promise<Answer | Answer[]> {
    requireJson(request);
    const { caller } = await identify(request);
    const body = readJson(await readBody(request, limits.bodyBytes));
    if (!Array.isArray(body)) return answerOne(body, caller, requestId);
    if (body.length === 0 || body.length > limits.batch) throw new AppError('BAD_USER_INPUT', `A batch holds 1 to ${limits.batch} operations.`);
    return Promise.all(body.map((value) => answerOne(value, caller, requestId)));
  }

  return {
    method: 'POST',
    path: '/graphql',
    async stream(request, response) {
      const requestId = requestIdOf(request);
      const finished = drain.requestStarted();
      try {
        const answer = await answerAll(request, requestId).catch((error: unknown) => refuse(error, requestId));
        respond(response, answer, requestId, drain.isDraining() || isUnread(answer));
      } finally {
        finished();
      }
    },
  };
}

function respond(response: ServerResponse, answer: Answer | Answer[], requestId: string, closes: boolean): void {
  const text = JSON.stringify(answer);
  const { status, retryAfter } = statusOf(answer);
  const headers: OutgoingHttpHeaders = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(closes && { connection: 'close' }),
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  };
  response.writeHead(status, headers).end(text);
}

/** 200 once anything was executed (errors then stand beside the data) and for every batch; else the status of what it was refused for. */
function statusOf(answer: Answer | Answer[]): { status: number; retryAfter?: number | undefined } {
  if (Array.isArray(answer) || 'data' in answer) return { status: 200 };
  const first = answer.errors?.[0]?.extensions;
  return first ? { status: errorCodes[first.code].status, retryAfter: first.retryAfter } : { status: 200 };
}

/** A body that was refused unread must not be taken for the next request on the same connection. */
function isUnread(answer: Answer | Answer[]): boolean {
  return !Array.isArray(answer) && answer.errors?.[0]?.extensions.code === 'BODY_TOO_LARGE';
}
