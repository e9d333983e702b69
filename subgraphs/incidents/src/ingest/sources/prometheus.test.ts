import { readPrometheus } from './prometheus.ts';
import { readSample } from './samples/readSample.ts';

const now = new Date('2026-11-20T09:16:00Z');
const push = () => JSON.parse(readSample('prometheus-push'));

test('an end in the future is a promise to send again; an end that has come is an end', () => {
  const [firing, resolved] = readPrometheus(push(), now);
  expect(firing).toMatchObject({
    status: 'FIRING',
    endsAt: null,
    startsAt: new Date('2026-11-20T09:14:00Z'),
    labels: { 'service.name': 'checkout' },
  });
  expect(resolved).toMatchObject({ status: 'RESOLVED', endsAt: new Date('2026-11-20T09:15:30Z') });
  expect(readPrometheus(push(), new Date('2026-11-20T09:20:00Z'))[0]?.status).toBe('RESOLVED');
});

test('only labels are needed', () => {
  expect(readPrometheus([{ labels: { alertname: 'Up' } }], now)).toEqual([
    { status: 'FIRING', labels: { alertname: 'Up' }, annotations: {}, startsAt: null, endsAt: null, generatorUrl: null, repaired: [] },
  ]);
  expect(readPrometheus([], now)).toEqual([]);
});

test.each([
  [{ alerts: [] }, 'the body'],
  [[{ labels: {} }], '"[0].labels"'],
  [[{ labels: { a: 'b' } }, { annotations: {} }], '"[1].labels"'],
  [[{ labels: { a: 'b' }, annotations: { n: 1 } }], '"[0].annotations"'],
])('%j is an unknown shape, and its field is named', (body, field) => {
  expect(() => readPrometheus(body, now)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(field) }));
});
