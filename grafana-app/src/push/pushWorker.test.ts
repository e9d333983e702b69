import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

interface Shown {
  title: string;
  tag?: string;
  data: { url: string | null; answerUrl: string | null };
}

/** Runs the worker as a browser does, and gives its events to it. */
function startWorker() {
  const listeners = new Map<string, (event: unknown) => void>();
  const told = { shown: [] as Shown[], opened: [] as string[], focused: 0, posted: [] as string[] };
  const page = { url: 'https://grafana.example/open', focus: () => (told.focused += 1) };
  const self = {
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
    registration: {
      showNotification: (title: string, options: Omit<Shown, 'title'>) => told.shown.push({ title, ...options }),
    },
    clients: { matchAll: async () => [page], openWindow: async (url: string) => told.opened.push(url) },
  };
  const fetch = async (url: string, { body }: { body: URLSearchParams }) => told.posted.push(`${url} ${body}`);
  runInNewContext(readFileSync(join(__dirname, 'pushWorker.js'), 'utf8'), { self, fetch, URLSearchParams });
  const fire = async (name: string, event: object) => {
    const waits: unknown[] = [];
    listeners.get(name)?.({ ...event, waitUntil: (wait: unknown) => waits.push(wait) });
    await Promise.all(waits);
  };
  return {
    told,
    push: (data: unknown) => fire('push', { data: { json: () => JSON.parse(String(data)) as unknown } }),
    click: (data: Shown['data'], action = '') =>
      fire('notificationclick', { action, notification: { data, close: () => undefined } }),
  };
}

it('shows what is pushed, whatever it holds', async () => {
  const { told, push } = startWorker();
  await push(JSON.stringify({ title: 'Disk full', tag: 't', url: 'https://grafana.example/1', actions: [] }));
  await push('not JSON');
  expect(told.shown.map(({ title }) => title)).toEqual(['Disk full', 'SRE Platform']);
  expect(told.shown[0]?.data).toMatchObject({ url: 'https://grafana.example/1', answerUrl: null });
});

it('opens the incident on a click, in its page where that is open, and answers by a button', async () => {
  const { told, click } = startWorker();
  await click({ url: 'https://grafana.example/1', answerUrl: null });
  await click({ url: 'https://grafana.example/open', answerUrl: null });
  await click({ url: null, answerUrl: null });
  await click({ url: 'https://grafana.example/1', answerUrl: 'https://sre.example/act/t' }, 'acknowledge');
  expect(told).toMatchObject({
    opened: ['https://grafana.example/1'],
    focused: 1,
    posted: ['https://sre.example/act/t action=acknowledge'],
  });
});
