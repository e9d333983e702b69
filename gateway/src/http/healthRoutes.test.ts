import { Registry } from 'prom-client';
import { createDrain } from '../drain.ts';
import { healthRoutes } from './healthRoutes.ts';

test('a gateway that shuts down says so, beside what else is not ready', async () => {
  const drain = createDrain();
  const ready = async () => [{ name: 'database', state: 'not ready' as const }];
  const route = healthRoutes({ ready, registry: new Registry(), drain }).find(({ path }) => path === '/readyz');
  await drain.start(0);
  const request = { params: {}, query: new URLSearchParams(), headers: {}, text: async () => '', gone: () => new AbortController().signal };
  expect(route && 'handle' in route && (await route.handle(request))).toMatchObject({
    status: 503,
    body: { notReady: [{ name: 'gateway', detail: 'is shutting down' }, { name: 'database' }] },
  });
});
