import { subgraphSdl } from '#kit/schema';
import { subgraphNames } from '#kit/subgraph';
import { compose } from '../../gateway/compose.ts';
import { createSubgraphs } from '../parts.ts';

/**
 * The committed contracts, made from the code: each subgraph's schema, the supergraph and the public schema. `write` puts a text where it
 * belongs and says whether it stands there; the paths for which it says no come back.
 */
export function writeSchemas(write: (path: string, text: string) => boolean): string[] {
  const subgraphs = createSubgraphs(nothing('platform'), nothing('lineage'));
  const sdl = Object.fromEntries(subgraphNames.map((name) => [name, subgraphSdl(subgraphs[name].schema)]));
  const { supergraph, publicSchema } = compose((name) => sdl[name] ?? '');
  const files = {
    ...Object.fromEntries(subgraphNames.map((name) => [`subgraphs/${name}/schema.graphql`, sdl[name] ?? ''])),
    'gateway/supergraph.graphql': supergraph,
    'gateway/public.graphql': publicSchema,
  };
  return Object.entries(files).flatMap(([path, text]) => (write(path, text) ? [] : [path]));
}

/** Nothing runs while schemas are made. What is only handed on is this again; what is called is a mistake that should be seen. */
function nothing<T extends object>(name: string): T {
  const callable = () => {
    throw new Error(`${name} was used while a schema was made.`);
  };
  return new Proxy(callable, { get: (_, property): object => nothing(`${name}.${String(property)}`) }) as unknown as T;
}
