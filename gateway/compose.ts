import { composeServices } from '@apollo/composition';
import { extendSchema, parse, printSchema } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type SubgraphName, subgraphNames } from '#kit/subgraph';

/** `supergraph` is what the gateway plans with; `publicSchema` is what clients see and generate code from. Both are committed. */
export type Composition = { supergraph: string; publicSchema: string };

type ComposeOptions = {
  /** The subgraphs that take part; all of them unless a test composes fewer. */
  names?: readonly string[];
  /** SDL of the Subscription type and its payloads; `live.graphql` by default. */
  liveSdl?: string;
};

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Composes the subgraphs' SDL into one supergraph, and merges its API schema with the live fields into the public schema.
 * Throws one Error that lists everything composition objects to.
 */
export function compose(readSdl: (name: SubgraphName) => string, options: ComposeOptions = {}): Composition {
  const names = (options.names ?? subgraphNames) as readonly SubgraphName[];
  const liveSdl = options.liveSdl ?? readFileSync(here('live.graphql'), 'utf8');

  // The address is only a name: which process answers for a subgraph is decided by the gateway's data sources.
  const services = names.map((name) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(readSdl(name)) }));
  const result = composeServices(services);
  if (result.errors) {
    throw new Error(['The subgraphs do not compose:', ...result.errors.map(({ message }) => `- ${message}`)].join('\n'));
  }
  const api = result.schema.toAPISchema().toGraphQLJSSchema();
  return { supergraph: banner(result.supergraphSdl), publicSchema: banner(printSchema(extendSchema(api, parse(liveSdl)))) };
}

function banner(sdl: string): string {
  return `# Generated from subgraphs/*/schema.graphql and gateway/live.graphql by gateway/compose.ts.\n${sdl.trim()}\n`;
}

/** Composes the committed subgraph schemas and writes both files beside this one. */
export function writeComposition(readSdl = (name: SubgraphName) => readFileSync(here(`../subgraphs/${name}/schema.graphql`), 'utf8')): void {
  const { supergraph, publicSchema } = compose(readSdl);
  writeFileSync(here('supergraph.graphql'), supergraph);
  writeFileSync(here('public.graphql'), publicSchema);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeComposition();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
