import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };

/** Other people's servers around a journey: a machine with metrics, a receiver of notices, a target of playbooks. */
export type Outside = {
  url: string;
  /** What it has been sent, but for scrapes. */
  received: Received[];
  /** The value of `journey_disk_free_bytes` from the next scrape on. */
  setFree(bytes: number): void;
  stop(): Promise<void>;
};

export async function startOutside(): Promise<Outside> {
  const received: Received[] = [];
  let free = 1_000;
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      response.setHeader('content-type', 'text/plain').end(`# TYPE journey_disk_free_bytes gauge\njourney_disk_free_bytes{device="sda"} ${free}\n`);
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.end('{"cleaned":true}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    setFree: (bytes) => void (free = bytes),
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
