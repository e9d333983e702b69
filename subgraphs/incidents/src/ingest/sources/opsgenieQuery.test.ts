import { readOpsgenieQuery } from './opsgenieQuery.ts';

test.each([
  ['', {}],
  ['status:open', { status: 'open' }],
  ['status = CLOSED', { status: 'closed' }],
  ['alias:disk/db-1', { alias: 'disk/db-1' }],
  ['status: acked AND alias: "a \\"b\\" c"', { status: 'acked', alias: 'a "b" c' }],
  ['alias=x status=unacked', { alias: 'x', status: 'unacked' }],
])('%s', (text, query) => {
  expect(readOpsgenieQuery(text)).toEqual(query);
});

test.each(['tag:db', 'status:sleeping', 'open', 'status:open OR alias:x', '(status:open)', 'NOT status:open'])('%s is not understood', (text) => {
  expect(() => readOpsgenieQuery(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});
