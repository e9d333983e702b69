import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import trustedDocuments from '../../api/trusted-documents.json';
import { answerFile } from './answerFile';
import { createPlatform, type Platform } from './createPlatform';

const PROXY = '/api/plugin-proxy/sre-platform-app';
const texts: Record<string, string | undefined> = trustedDocuments;

/** What the fake gateway may be told to do wrong. */
export interface Misbehaviour {
  /** By operation name: the error code it is answered with; `partial` keeps what other fields gave. */
  errors: Map<string, string>;
  /** What the platform says with those codes, where a page reads it. */
  detail: string | undefined;
  /** Answers every question with this HTTP status and body instead. */
  status: { code: number; body: unknown } | undefined;
  /** Milliseconds that every answer waits. */
  delay: number;
  /** While true no stream can be opened. */
  refuseStreams: boolean;
}

export interface FakeGateway {
  origin: string;
  platform: Platform;
  misbehave: Misbehaviour;
  /** Operation names with their variables, in the order they came. */
  asked: Array<{ operation: string; variables: Record<string, unknown> }>;
  /** How many event streams are open now. */
  streams(): number;
  /** Cuts every open event stream, as a restart would. */
  cutStreams(): void;
  close(): Promise<void>;
}

/**
 * Starts a fake of the platform's gateway on the loopback: the public schema over made-up records, real GraphQL and real
 * graphql-sse. It listens both at the gateway's own addresses and where Grafana's plugin proxy offers them.
 */
export async function startGateway(schemaFile: string, port = 0): Promise<FakeGateway> {
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
  const platform = createPlatform();
  const misbehave: Misbehaviour = {
    errors: new Map(),
    detail: undefined,
    status: undefined,
    delay: 0,
    refuseStreams: false,
  };
  const asked: FakeGateway['asked'] = [];
  const open = new Set<ServerResponse>();

  const stream = createHandler({
    onSubscribe: (_request, { extensions, operationName, variables }) => {
      const text = texts[String(extensions?.documentId)] ?? '';
      asked.push({ operation: operationName ?? '', variables: { ...variables } });
      return {
        schema,
        document: parse(text),
        operationName,
        variableValues: variables,
        rootValue: platform.root,
        contextValue: {},
      };
    },
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { documentId, query, operationName, variables = {} } = await readBody(request);
    asked.push({ operation: operationName ?? '', variables });
    await new Promise((later) => setTimeout(later, misbehave.delay));
    if (misbehave.status !== undefined) {
      send(response, misbehave.status.code, misbehave.status.body);
      return;
    }
    const text = documentId === undefined ? query : texts[documentId];
    if (text === undefined) {
      send(response, 400, failure('QUERY_NOT_TRUSTED', `No document is registered as ${documentId}.`));
      return;
    }
    const code = misbehave.errors.get(operationName ?? '');
    if (code !== undefined) {
      send(response, 200, failure(code, misbehave.detail ?? `${operationName} is told to fail`));
      return;
    }
    const document = parse(text);
    const errors = validate(schema, document);
    send(
      response,
      200,
      errors.length > 0
        ? { errors }
        : await execute({ schema, document, operationName, variableValues: variables, rootValue: platform.root })
    );
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://fake').pathname;
    if (path === '/graphql/stream' || path === `${PROXY}/stream`) {
      if (misbehave.refuseStreams) {
        send(response, 503, failure('UNAVAILABLE', 'No streams'));
        return;
      }
      if (request.method === 'GET') {
        open.add(response);
        response.on('close', () => open.delete(response));
      }
      void stream(request, response);
    } else if (path === '/graphql' || path === `${PROXY}/graphql`) {
      void answer(request, response).catch((error: unknown) => send(response, 500, failure('INTERNAL', String(error))));
    } else if (path.startsWith(`${PROXY}/files/`)) {
      void answerFile(request, response, platform, misbehave);
    } else if (path === '/readyz') {
      send(response, 200, { ready: true });
    } else {
      send(response, 404, { message: 'Not found' });
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: actual } = server.address() as AddressInfo;
  const cutStreams = () => open.forEach((response) => response.destroy());
  return {
    origin: `http://127.0.0.1:${actual}`,
    platform,
    misbehave,
    asked,
    streams: () => open.size,
    cutStreams,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Body {
  documentId?: string;
  query?: string;
  operationName?: string;
  variables?: Record<string, unknown>;
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function failure(code: string, message: string) {
  return { data: null, errors: [new GraphQLError(message, { extensions: { code } })] };
}
