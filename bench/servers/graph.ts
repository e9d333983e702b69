import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';
import type { Caller } from '#kit/caller';
import { createLog } from '#kit/log';
import type { Subgraph } from '#kit/subgraph';

/** A small graph with the shape of the platform's: incidents, and the resource of each in another subgraph. */
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const incidentsSdl = `${link}
  input IncidentFilter { ids: [ID!] }
  input AlertFilter { ids: [ID!] }
  input SilenceFilter { ids: [ID!] }
  input RunFilter { ids: [ID!] }
  input ScheduleFilter { ids: [ID!] }
  input RunnerJobFilter { ids: [ID!] }
  type Incident @key(fields: "id") { id: ID! number: Int! title: String! status: String! severity: String! openedAt: String! resource: Resource! }
  type Alert { id: ID! }
  type Silence { id: ID! }
  type Resource @key(fields: "id", resolvable: false) { id: ID! }
  type IncidentConnection { edges: [IncidentEdge!]! }
  type IncidentEdge { node: Incident! }
  type AlertConnection { edges: [AlertEdge!]! }
  type AlertEdge { node: Alert! }
  type Run { id: ID! }
  type RunConnection { edges: [RunEdge!]! }
  type RunEdge { node: Run! }
  type Schedule { id: ID! }
  type ScheduleConnection { edges: [ScheduleEdge!]! }
  type ScheduleEdge { node: Schedule! }
  type RunnerJob { id: ID! }
  type RunnerJobConnection { edges: [RunnerJobEdge!]! }
  type RunnerJobEdge { node: RunnerJob! }
  type SilenceConnection { edges: [SilenceEdge!]! }
  type SilenceEdge { node: Silence! }
  type Query {
    incidents(filter: IncidentFilter, first: Int = 20): IncidentConnection!
    alerts(filter: AlertFilter, first: Int = 20): AlertConnection!
    silences(filter: SilenceFilter, first: Int = 20): SilenceConnection!
    runs(filter: RunFilter, first: Int = 20): RunConnection!
    schedules(filter: ScheduleFilter, first: Int = 20): ScheduleConnection!
    runnerJobs(filter: RunnerJobFilter, first: Int = 20): RunnerJobConnection!
  }`;
const resourcesSdl = `${link}
  type Resource @key(fields: "id") { id: ID! name: String! kind: String! }
  type Query { resource(id: ID!): Resource }`;

export const sdls: Readonly<Record<string, string>> = { incidents: incidentsSdl, resources: resourcesSdl };

/** What the two compose to, as the bench wrote it beside the bundled servers. */
export const readComposed = (file: 'supergraph.graphql' | 'public.graphql') => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The federated query of P1 and P3: twenty incidents, then their resources. */
export const listQuery = 'query List { incidents(first: 20) { edges { node { id number title severity openedAt resource { name kind } } } } }';

export type Incident = { id: string; number: number; title: string; status: string; severity: string; openedAt: string; resource: { id: string } };

export const incidents: readonly Incident[] = Array.from({ length: 20 }, (_, index) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  number: index + 1,
  title: `Filesystem on host ${index} is predicted to run out of space`,
  status: 'TRIGGERED',
  severity: 'HIGH',
  openedAt: '2026-01-01T00:00:00.000Z',
  resource: { id: `r${index}` },
}));

export const resourceOf = (id: string) => ({ id, name: `node-${id}.example.org`, kind: 'HOST' });

export const benchLog = createLog('bench', 'silent');
export const benchKey = new TextEncoder().encode('a key that only the bench signs callers with');

/** Both subgraphs, ready to be executed in process or served. `onList` is told of each read of the list. */
export function createSubgraphs(onList: () => void = () => undefined): { incidents: Subgraph; resources: Subgraph } {
  const parts = {
    routes: [],
    tasks: [],
    handlers: [],
    crons: [],
    contextFor: (caller: Caller) => ({ context: { caller }, close: async () => undefined }),
  };
  return {
    incidents: {
      name: 'incidents',
      ...parts,
      schema: buildSubgraphSchema({
        typeDefs: parse(incidentsSdl),
        resolvers: {
          Query: {
            incidents(_: unknown, { filter, first }: { filter?: { ids?: string[] } | null; first: number }) {
              onList();
              const matching = filter?.ids ? incidents.filter(({ id }) => filter.ids?.includes(id)) : incidents;
              return { edges: matching.slice(0, first).map((node) => ({ node })) };
            },
            alerts: () => ({ edges: [] }),
          },
        },
      }),
    },
    resources: {
      name: 'resources',
      ...parts,
      schema: buildSubgraphSchema({
        typeDefs: parse(resourcesSdl),
        resolvers: { Resource: { __resolveReference: ({ id }: { id: string }) => resourceOf(id) } },
      }),
    },
  };
}
