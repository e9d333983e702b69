import { buildSubgraphSchema } from '@apollo/subgraph';
import { federationDirectives } from '@apollo/subgraph/dist/directives.js';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { GraphQLError, GraphQLScalarType, type GraphQLSchema, Kind, parse, specifiedDirectives } from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, type ClassType, createResolversMap } from 'type-graphql';
import { z } from 'zod';
import 'reflect-metadata';

/** What resolves `_entities` for one type: the reference's key fields in, the entity (or null) out. */
export type ReferenceResolver = (reference: { id: string }, context: never) => unknown;

const imported = ['key', 'shareable', 'external'];
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imported.map((name) => `"@${name}"`).join(', ')}])\n`;

/**
 * Builds a federation-2 subgraph schema from type-graphql resolver classes and the reference resolvers of its entities. `entities` names the
 * classes that no query of this subgraph leads to, such as the stub of a foreign entity that it adds fields to: unnamed they would be left out.
 */
export function buildSubgraph(
  resolvers: BuildSchemaOptions['resolvers'],
  references: Record<string, ReferenceResolver>,
  entities: readonly ClassType[] = [],
): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    orphanedTypes: [...entities],
    directives: [...specifiedDirectives, ...federationDirectives.filter(({ name }) => imported.includes(name))],
    scalarsMap: [],
    validate: false,
    skipCheck: true,
  });
  const map = createResolversMap(schema);
  for (const [type, resolve] of Object.entries(references)) {
    map[type] = { ...map[type], __resolveReference: resolve } as never;
  }
  return buildSubgraphSchema({ typeDefs: parse(link + printSchemaWithDirectives(schema)), resolvers: map as never });
}

/** The SDL that is committed beside each subgraph and composed into the supergraph. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const service = schema.getQueryType()?.getFields()['_service'];
  const { sdl } = z.object({ sdl: z.string() }).parse(service?.resolve?.({}, {}, {}, {} as never));
  return `${sdl.trim()}\n`;
}

const labelsShape = z.record(z.string(), z.string());

/** Prometheus-style labels: an object whose values are all strings. */
export const LabelsScalar = new GraphQLScalarType({
  name: 'Labels',
  description: 'Prometheus-style labels: a JSON object whose values are all strings.',
  serialize: (value) => labelsShape.parse(value),
  parseValue: (value) => labelsShape.parse(value),
});

/** Any JSON value. */
export const JsonScalar = new GraphQLScalarType({ name: 'JSON', description: 'Any JSON value.' });

/** A moment, as an ISO-8601 string in UTC; a Date inside. */
export const DateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  description: 'A moment as an ISO-8601 string in UTC, for example 2026-01-31T12:00:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : z.iso.datetime().parse(value)),
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? node.value : undefined),
});

function parseMoment(value: unknown): Date {
  const parsed = z.iso.datetime({ offset: true }).safeParse(value);
  if (!parsed.success) throw new GraphQLError('A DateTime is an ISO-8601 string such as 2026-01-31T12:00:00Z.');
  return new Date(parsed.data);
}
