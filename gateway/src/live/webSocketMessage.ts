import type { RawData } from 'ws';
import { z } from 'zod';

const params = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? undefined);
const id = z.string().min(1).max(128);

/** What a client may say in graphql-transport-ws; the payload of `subscribe` is checked where operations are. */
const messageShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_init'), payload: params }),
  z.object({ type: z.literal('ping'), payload: params }),
  z.object({ type: z.literal('pong'), payload: params }),
  z.object({ type: z.literal('subscribe'), id, payload: z.unknown() }),
  z.object({ type: z.literal('complete'), id }),
]);

export type WebSocketMessage = z.infer<typeof messageShape>;

/** One message of a client; undefined for what is none. */
export function readWebSocketMessage(data: RawData): WebSocketMessage | undefined {
  // The server keeps ws's default of one buffer for a message.
  if (!Buffer.isBuffer(data)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    // The caller closes the connection for it, with the protocol's code.
    return undefined;
  }
  const parsed = messageShape.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
