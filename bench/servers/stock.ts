import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readComposed } from './graph.ts';
import { ready } from './ready.ts';

/** The peer: @apollo/server with @apollo/gateway as their documentation sets them up. It is given the subgraphs' ports (`incidents=4001 …`). */
const ports = new Map(process.argv.slice(2).map((pair) => pair.split('=', 2) as [string, string]));
const gateway = new ApolloGateway({
  supergraphSdl: readComposed('supergraph.graphql'),
  buildService: ({ name }) => new RemoteGraphQLDataSource({ url: `http://127.0.0.1:${ports.get(name)}/open` }),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen: { port: 0, host: '127.0.0.1' } });
ready({ port: Number(new URL(url).port) });
