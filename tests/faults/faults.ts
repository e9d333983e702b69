import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { World } from './world.ts';

/** Something that goes wrong; resolves when it is over. `long` is the time of the full suite, which continuous integration has not. */
export type Fault = {
  id: string;
  title: string;
  /** What it needs that a machine may lack. */
  needs?: 'redis';
  inject(world: World, random: () => number, long: boolean): Promise<void>;
};

const seconds = (count: number) => pause(count * 1_000);

/** Those of the design's list that are run once in continuous integration. */
export const faults: readonly Fault[] = [
  {
    id: 'F1',
    title: 'kill -9 of the process under load',
    async inject({ platform }) {
      await platform.killIntake();
      await platform.restartIntake();
    },
  },
  {
    id: 'F2',
    title: 'kill -9 of the worker in the middle of notices',
    async inject({ platform, receiver }, random) {
      // The receiver holds every answer back: attempts are in hand when the worker dies.
      receiver.behave((_, times) => (times === 1 ? 'hang' : 'take'));
      await seconds(1 + random());
      await platform.killIntake();
      receiver.behave(() => 'take');
      await platform.restartIntake();
    },
  },
  {
    id: 'F3',
    title: 'kill -9 of the worker every 3 s',
    async inject({ platform }, _, long) {
      for (let times = long ? 20 : 3; times > 0; times -= 1) {
        await platform.killIntake();
        await platform.restartIntake();
        await seconds(3);
      }
    },
  },
  {
    id: 'F5',
    title: 'SIGQUIT of PostgreSQL, and a restart',
    async inject({ postgres }) {
      await postgres.kill('SIGQUIT');
      await seconds(1);
      await postgres.start();
    },
  },
  {
    id: 'F6',
    title: 'connections terminated once a second',
    async inject({ postgres }, _, long) {
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      for (let times = long ? 30 : 8; times > 0; times -= 1) {
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()');
        await seconds(1);
      }
      await client.end();
    },
  },
  {
    id: 'F7',
    title: 'PostgreSQL away',
    async inject({ postgres, platform }, _, long) {
      await postgres.kill('SIGINT');
      await seconds(2);
      const health = new URL('/healthz', platform.graphqlUrl);
      const ready = new URL('/readyz', platform.graphqlUrl);
      const [alive, red] = [await fetch(health), await fetch(ready)];
      const body = JSON.stringify([{ labels: { alertname: 'away', severity: 'info' } }]);
      const refused = await fetch(platform.ingest.prometheus, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (!alive.ok || red.ok || refused.status !== 503) {
        throw new Error(`Without a database: healthz ${alive.status}, readyz ${red.status}, intake ${refused.status}.`);
      }
      await seconds(long ? 58 : 8);
      await postgres.start();
    },
  },
  {
    id: 'F9',
    title: 'Redis killed and restarted, empty',
    needs: 'redis',
    inject: async ({ redis }) => redis?.restart(),
  },
  {
    id: 'F14',
    title: 'receiver answers 500, 429, nothing, or resets',
    async inject({ receiver }, random) {
      const ways = [500, 429, 'reset', 'hang'] as const;
      // A third of the notices fail at first: more in a row would rest the channel, which is another matter.
      receiver.behave((_, times) => (times === 1 && random() < 0.34 ? (ways[Math.floor(random() * ways.length)] ?? 'take') : 'take'));
      await seconds(12);
      receiver.behave(() => 'take');
    },
  },
];
