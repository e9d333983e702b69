import { createRateLimit } from './limitRate.ts';

const setUp = (rateLimit: number | null) => {
  let now = Date.parse('2026-11-20T11:00:00Z');
  const limit = createRateLimit({ now: () => new Date(now) });
  return {
    wait: (seconds: number) => void (now += seconds * 1000),
    send: (alerts: number, id = 'a') => limit({ id, name: 'Prod', rateLimit }, alerts),
  };
};
const refused = (retryAfter: number) => expect.objectContaining({ code: 'RATE_LIMITED', retryAfter });

test('a minute holds its alerts, in however many requests they come, and gives them back as it passes', () => {
  const { send, wait } = setUp(60);
  send(20);
  send(40);
  expect(() => send(1)).toThrow(refused(1));
  wait(1);
  send(1);
  expect(() => send(30)).toThrow(refused(30));
  wait(30);
  send(30);
});

test('a refused request costs nothing', () => {
  const { send, wait } = setUp(10);
  send(10);
  for (let attempt = 0; attempt < 50; attempt += 1) expect(() => send(5)).toThrow(refused(30));
  wait(30);
  send(5);
});

test('a request larger than a minute is let in when nothing came before it, and waited for afterwards', () => {
  const { send, wait } = setUp(10);
  send(50);
  expect(() => send(1)).toThrow(refused(246));
  wait(246);
  send(1);
  expect(() => send(50)).toThrow(refused(60));
});

test('integrations have buckets of their own, and without a limit there is none', () => {
  const limited = setUp(1);
  limited.send(1);
  limited.send(1, 'b');
  expect(() => limited.send(1, 'b')).toThrow(refused(60));
  const free = setUp(null);
  free.send(1_000_000);
  free.send(1_000_000);
});
