import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How the receiver behaves to one request; `after` holds the answer back. */
export type Answer =
  { status: number; headers?: Record<string, string>; body?: string | object; after?: Promise<void> } | 'hang' | 'reset' | 'endless_body';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string; bytes: Buffer };

export type Receiver = {
  url: string;
  received: Received[];
  /** Behaviour to the next requests, in order; the usual one once they are used up. */
  answer(...answers: Answer[]): void;
  close(): Promise<void>;
};

/** Somebody else's receiver, over real HTTP on loopback; says 204 to everything unless it is told what is usual. */
export async function startReceiver(usual: (request: Received) => Answer = () => ({ status: 204 })): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const serveOne = async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await buffer(request);
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: bytes.toString('utf8'), bytes };
    received.push(one);
    const answer = answers.shift() ?? usual(one);
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.resetAndDestroy();
    if (answer === 'endless_body') return void response.writeHead(200).write('beginning');
    await answer.after;
    response.writeHead(answer.status, answer.headers).end(typeof answer.body === 'object' ? JSON.stringify(answer.body) : answer.body);
  };
  const server = createServer((request, response) => void serveOne(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answer: (...next) => void answers.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
