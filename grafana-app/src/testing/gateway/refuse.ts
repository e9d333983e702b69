import { GraphQLError } from 'graphql';

/** An answer of the platform that says no. */
export function coded(code: string, message: string) {
  return new GraphQLError(message, { extensions: { code } });
}
