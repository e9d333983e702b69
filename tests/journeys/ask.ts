import { setTimeout as pause } from 'node:timers/promises';
import type { Composition } from '../compositions/embedded.ts';

/** Runs an operation with the composition's API key; throws when it has errors. */
export async function ask<Data = Record<string, never>>(
  { graphqlUrl, apiKey }: Pick<Composition, 'graphqlUrl' | 'apiKey'>,
  query: string,
  variables: object = {},
): Promise<Data> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Asks again until there is an answer; throws with the last one after `seconds`. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, seconds = 30): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let failure: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      failure = error;
    }
    await pause(200);
  }
  throw new Error(`Within ${seconds} s there was no ${what}.`, { cause: failure });
}
