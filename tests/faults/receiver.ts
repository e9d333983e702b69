import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One notice as it came: which delivery, of which alert, and whether it was taken. */
export type Told = { at: number; deliveryId: string; alertname: string; taken: boolean };

/** How a request is answered: taken, a status, nothing at all, or a connection that is reset. */
export type Behaviour = 'take' | 500 | 429 | 'hang' | 'reset';

export type FaultyReceiver = {
  url: string;
  told: Told[];
  /** Chooses how requests are answered from now on, by their delivery and how often it came; takes all by default. */
  behave(choose: (deliveryId: string, times: number) => Behaviour): void;
  close(): Promise<void>;
};

/** Somebody else's webhook receiver, which may misbehave. */
export async function startFaultyReceiver(): Promise<FaultyReceiver> {
  const told: Told[] = [];
  let choose: (deliveryId: string, times: number) => Behaviour = () => 'take';
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { data, type } = JSON.parse(body) as { type: string; data: { deliveryId: string; incident: { labels: Record<string, string> } | null } };
      const { deliveryId, incident } = data;
      const times = told.filter((each) => each.deliveryId === deliveryId).length + 1;
      const behaviour = choose(deliveryId, times);
      const isAlarm = type.endsWith('.opened') || type.endsWith('.reminder');
      if (isAlarm) told.push({ at: Date.now(), deliveryId, alertname: incident?.labels['alertname'] ?? '', taken: behaviour === 'take' });
      if (behaviour === 'hang') return;
      if (behaviour === 'reset') return void request.socket.resetAndDestroy();
      if (behaviour === 429) response.setHeader('retry-after', '1');
      response.writeHead(behaviour === 'take' ? 204 : behaviour).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    told,
    behave: (next) => void (choose = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
