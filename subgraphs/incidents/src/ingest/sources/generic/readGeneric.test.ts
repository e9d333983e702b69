import { AppError } from '#kit/errors';
import fc from 'fast-check';
import { mapping, usualMapping } from './mapping.ts';
import { readGeneric } from './readGeneric.ts';

const now = new Date('2026-11-20T09:16:00Z');
const read = (body: unknown, map: object = {}) => readGeneric(body, now, mapping.parse(map));

test('a simple body is read without a mapping', () => {
  expect(
    read({ title: 'Disk full', status: 'PROBLEM', severity: 'critical', labels: { host: 'db-1', port: 5432, none: null }, url: 'https://x' }),
  ).toEqual([
    {
      status: 'FIRING',
      labels: { alertname: 'Disk full', host: 'db-1', port: '5432' },
      annotations: {},
      startsAt: null,
      endsAt: null,
      generatorUrl: 'https://x',
      severity: 'CRITICAL',
      repaired: [],
    },
  ]);
});

test('an alert of Keep is read without a mapping', () => {
  const [alert] = read({
    ...{
      id: '1',
      name: 'High CPU',
      status: 'resolved',
      severity: 'high',
      fingerprint: 'abc',
      environment: 'prod',
      service: 'api',
      source: ['zabbix'],
    },
    ...{ message: 'CPU at 99 %', url: 'https://keep', labels: { pod: 'api-1' }, startedAt: '2026-11-20T09:00:00Z' },
  });
  expect(alert).toMatchObject({
    status: 'RESOLVED',
    labels: { alertname: 'High CPU', service: 'api', environment: 'prod', pod: 'api-1' },
    annotations: { description: 'CPU at 99 %' },
    ...{ key: 'abc', severity: 'HIGH', startsAt: new Date('2026-11-20T09:00:00Z'), endsAt: now },
  });
});

test('a list, and a list under "alerts", are their items', () => {
  expect(read([{ title: 'a' }, { title: 'b' }])).toHaveLength(2);
  expect(read({ alerts: [{ title: 'a' }] })).toHaveLength(1);
  expect(read([])).toEqual([]);
});

test('expressions read any shape, and see the body around the item', () => {
  const body = {
    cluster: 'eu',
    checks: {
      list: [
        { what: 'ping', ok: false, since: 1_795_500_000 },
        { what: 'http', ok: true, tags: { team: 'web' } },
      ],
    },
  };
  expect(
    read(body, {
      items: 'body.checks.list',
      status: '!item.ok',
      title: 'item.what.upperAscii()',
      key: "body.cluster + '/' + item.what",
      startsAt: 'has(item.since) ? item.since : null',
      labels: { '...': 'has(item.tags) ? item.tags : {}', cluster: 'body.cluster' },
    }),
  ).toMatchObject([
    { status: 'FIRING', key: 'eu/ping', labels: { alertname: 'PING', cluster: 'eu' }, startsAt: new Date(1_795_500_000_000) },
    { status: 'RESOLVED', key: 'eu/http', labels: { alertname: 'HTTP', cluster: 'eu', team: 'web' }, endsAt: now },
  ]);
  expect(read({ name: 'x', meta: { a: 1 } }, { labels: 'item.meta' })).toMatchObject([{ labels: { alertname: 'x', a: '1' } }]);
});

test.each<[string, unknown, object, string]>([
  ['a field that is not there', { title: 'x' }, { severity: 'item.level' }, 'cannot read "severity" of item 0 by "item.level"'],
  ['a word that is no status', { title: 'x', status: 'purple' }, {}, '"purple" is no status'],
  ['a time that is none', { title: 'x', startsAt: 'yesterday' }, {}, '"yesterday" is no time'],
  ['labels that are no map', { title: 'x', labels: ['a'] }, {}, 'cannot read "labels" of item 0'],
  ['items that are no list', { title: 'x' }, { items: 'body.title' }, 'cannot read "items" of the body by "body.title": expected a list'],
  ['an item that says nothing', {}, {}, 'nothing tells which alert this is'],
  ['too many items', Array.from({ length: 1_500 }, () => ({ title: 'x' })), {}, 'more than 999 items'],
])('%s is an unknown shape that names its expression', (_, body, map, message) => {
  expect(() => read(body, map)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SHAPE', message: expect.stringContaining(message) }));
});

test('the first problem is told, and how many there are beside it', () => {
  expect(() => read([{ title: 'x' }, { title: 'y' }], { link: 'item.nowhere' })).toThrow(/item 0 .* 1 more could not be read either/);
});

test.each([
  [{ status: 'item.' }, /cannot be read/],
  [{ labels: { team: 'unknown_name' } }, /names .*unknown_name/],
  [{ colour: "'red'" }, /colour/],
  [{ items: 'item.x' }, /names .*item/],
])('the mapping %j is not kept', (wrong, message) => {
  expect(mapping.safeParse(wrong).error?.message).toMatch(message);
});

test('the usual mapping is one that people could write', () => {
  expect(mapping.parse(usualMapping)).toEqual(usualMapping);
});

test('whatever JSON comes, it is read whole or refused with a code', () => {
  const names = fc.constantFrom('title', 'status', 'severity', 'labels', 'alerts', 'startsAt', 'key', 'annotations', '__proto__', 'x');
  const body = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constantFrom('firing', 'ok', '', null),
      fc.dictionary(names, tie('node')),
      fc.array(tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(body, (payload) => {
      try {
        for (const { labels, annotations, startsAt } of read(payload)) {
          expect([...Object.values(labels), ...Object.values(annotations)].every((text) => typeof text === 'string' && text.isWellFormed())).toBe(
            true,
          );
          expect(startsAt === null || !Number.isNaN(startsAt.getTime())).toBe(true);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'UNKNOWN_SHAPE' });
      }
    }),
    { numRuns: 500 },
  );
});
