import type { GraphQLSchema } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from './caller.ts';
import type { Address, Route } from './serve.ts';
import type { Cron, Task, TaskHandler } from './task.ts';

export const subgraphNames = ['incidents', 'resources', 'automation', 'notify', 'identity', 'agents'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** The context of one request to one subgraph; `close` ends its read transaction. */
export type OpenContext = { context: object; close: () => Promise<void> };

/**
 * An address for people beside GraphQL, for what GraphQL does not carry: files. The gateway serves it below `/files/<subgraph>/` and says who asks, whether
 * the subgraph is in its process or in another.
 */
export type FileRoute = {
  method: 'GET' | 'POST';
  /** What follows `/files/<subgraph>`, with a slash at its start. */
  path: string;
  serve(request: IncomingMessage, response: ServerResponse, asked: Address & { caller: Caller }): Promise<void>;
};

/** Everything that a subgraph brings: its part of the graph, its addresses, and its background work. */
export type Subgraph = {
  name: SubgraphName;
  /** Executable schema with `_service` and `_entities`. */
  schema: GraphQLSchema;
  /** A fresh context for one request of this caller. */
  contextFor(caller: Caller): OpenContext;
  /** HTTP addresses outside GraphQL. */
  routes: Route[];
  /** Addresses for people, served through the gateway; none for most. */
  files?: FileRoute[];
  /** Tasks that are not followers of events; their queues must exist before jobs are inserted. */
  tasks: Task[];
  /** The code of its tasks and of its followers. */
  handlers: TaskHandler[];
  crons: Cron[];
};
