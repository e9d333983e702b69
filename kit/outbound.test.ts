import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type LookupFunction, type Server as TcpServer } from 'node:net';
import { createOutbound, type Outbound, type OutboundResult } from './outbound.ts';

const loopback = ['127.0.0.0/8', '::1/128'];
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource.close();
});

function outbound(allowed: string[], lookup?: LookupFunction): Outbound {
  const created = createOutbound(allowed, lookup && { lookup });
  opened.push(created);
  return created;
}

async function listen<Listening extends Server | TcpServer>(server: Listening): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    },
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const receiver = (answer: RequestListener) => listen(createServer(answer));
const post = (from: Outbound, url: string, timeoutMs = 10_000) => from.send({ method: 'POST', url, body: 'hello', timeoutMs });
const failure = (result: OutboundResult) => (result.kind === 'failed' ? result.reason : `answered ${result.status}`);

test('method, headers and body arrive, and the answer comes back', async () => {
  const address = await receiver((request, response) => {
    request.on('data', (chunk: Buffer) => response.end([request.method, request.headers['x-kind'], chunk.toString()].join(' ')));
  });
  const result = await outbound(loopback).send({
    method: 'PUT',
    url: `http://${address}/`,
    headers: { 'x-kind': 'test' },
    body: 'hello',
    timeoutMs: 10_000,
  });
  expect(result).toEqual({ kind: 'answered', status: 200, body: 'PUT test hello', bodyCut: null, retryAfter: null });
});

test.each([
  ['loopback', 'http://127.0.0.1/'],
  ['loopback in disguise', 'http://0x7f.1/'],
  ['loopback as one number', 'http://2130706433/'],
  ['this network', 'http://0.0.0.0/'],
  ['private', 'http://10.1.2.3/'],
  ['private', 'http://172.16.0.1/'],
  ['private', 'http://192.168.1.1/'],
  ['link-local, cloud metadata', 'http://169.254.169.254/latest/meta-data'],
  ['carrier-grade NAT', 'http://100.64.0.1/'],
  ['multicast', 'http://224.0.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['benchmarking', 'http://198.18.0.1/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['IPv6 unspecified', 'http://[::]/'],
  ['IPv4-mapped loopback', 'http://[::ffff:127.0.0.1]/'],
  ['IPv4-compatible loopback', 'http://[::127.0.0.1]/'],
  ['NAT64', 'http://[64:ff9b::7f00:1]/'],
  ['local NAT64', 'http://[64:ff9b:1::7f00:1]/'],
  ['6to4', 'http://[2002:7f00:1::]/'],
  ['Teredo', 'http://[2001:0:7f00:1::]/'],
  ['unique local', 'http://[fd00::1]/'],
  ['IPv6 link-local', 'http://[fe80::1]/'],
  ['site-local', 'http://[fec0::1]/'],
  ['IPv6 multicast', 'http://[ff02::1]/'],
  ['documentation', 'http://[2001:db8::1]/'],
  ['a name that leads to loopback', 'http://localhost/'],
  ['another scheme', 'ftp://example.com/'],
  ['credentials in the address', 'http://user:secret@example.com/'],
  ['no URL', 'example'],
])('%s is refused: %s', async (_, url) => {
  expect(failure(await post(outbound([]), url))).toBe('target_refused');
});

test('an allowance opens its network only', async () => {
  const address = await receiver((_, response) => response.end());
  expect(failure(await post(outbound(['127.0.0.0/8']), `http://${address}/`))).toBe('answered 200');
  expect(failure(await post(outbound(['127.0.0.0/8']), `http://[::ffff:${address.split(':')[0]}]:${address.split(':')[1]}/`))).toBe('answered 200');
  expect(failure(await post(outbound(['10.0.0.0/8']), `http://${address}/`))).toBe('target_refused');
  expect(() => createOutbound(['everything'])).toThrow();
});

test('a name that answers differently the second time is checked each time, and one bad address among good ones is enough', async () => {
  const address = await receiver((_, response) => response.end());
  const port = address.split(':')[1];
  const answers = [['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '10.0.0.1']];
  const asked: string[] = [];
  const rebinding: LookupFunction = (hostname, _, done) => {
    asked.push(hostname);
    done(
      null,
      (answers.shift() ?? []).map((found) => ({ address: found, family: 4 })),
    );
  };
  const from = outbound(loopback, rebinding);
  const results = [];
  for (let turn = 0; turn < 4; turn += 1) results.push(failure(await post(from, `http://rebinding.example:${port}/`)));
  expect(results).toEqual(['answered 200', 'answered 200', 'target_refused', 'target_refused']);
  expect(asked).toHaveLength(4);
});

test('a redirect is an answer, not a new address', async () => {
  const paths: string[] = [];
  const address = await receiver((request, response) => {
    paths.push(request.url ?? '');
    response.writeHead(302, { location: '/inside' }).end();
  });
  expect(failure(await post(outbound(loopback), `http://${address}/outside`))).toBe('answered 302');
  expect(paths).toEqual(['/outside']);
});

test.each([['host'], ['Transfer-Encoding'], ['content-length']])('the header %s cannot be chosen', async (name) => {
  expect(await outbound(loopback).send({ method: 'GET', url: 'http://127.0.0.1:1/', headers: { [name]: '1' }, timeoutMs: 500 })).toMatchObject({
    kind: 'failed',
    reason: 'invalid_request',
  });
});

test('a header with a line break is not sent', async () => {
  expect(
    await outbound(loopback).send({ method: 'GET', url: 'http://127.0.0.1:1/', headers: { 'x-a': 'b\r\nx-c: d' }, timeoutMs: 500 }),
  ).toMatchObject({ kind: 'failed', reason: 'invalid_request' });
});

test('an answer is read up to 64 KiB', async () => {
  const address = await receiver((_, response) => response.end('x'.repeat(200_000)));
  const result = await post(outbound(loopback), `http://${address}/`);
  expect(result).toMatchObject({ kind: 'answered', bodyCut: 'size' });
  expect(result.kind === 'answered' && result.body.length).toBe(64 * 1024);
});

test('no answer in time, and nobody there, are told apart', async () => {
  const silent = await receiver(() => undefined);
  expect(failure(await post(outbound(loopback), `http://${silent}/`, 500))).toBe('timeout');
  expect(failure(await post(outbound(loopback), 'http://127.0.0.1:1/'))).toBe('connection_refused');
  expect(failure(await post(outbound(loopback), 'http://nowhere.invalid/', 20_000))).toBe('dns_failed');
});

test('a body that never ends leaves the status it came with', async () => {
  const address = await receiver((_, response) => {
    response.writeHead(202);
    response.write('beginning');
  });
  expect(await post(outbound(loopback), `http://${address}/`, 1_000)).toEqual({
    kind: 'answered',
    status: 202,
    body: 'beginning',
    bodyCut: 'timeout',
    retryAfter: null,
  });
});

test('a reset, a wrong protocol and a failed TLS handshake are told apart', async () => {
  const resetting = await listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
  const babbling = await listen(createTcpServer((socket) => socket.once('data', () => socket.end('no such protocol\r\n\r\n'))));
  expect(failure(await post(outbound(loopback), `http://${resetting}/`))).toBe('connection_reset');
  expect(failure(await post(outbound(loopback), `http://${babbling}/`))).toBe('protocol_error');
  const plain = await receiver((_, response) => response.end());
  expect(failure(await post(outbound(loopback), `https://${plain}/`))).toBe('tls_failed');
});

test('a signal cuts the request off', async () => {
  const silent = await receiver(() => undefined);
  const stop = new AbortController();
  const result = outbound(loopback).send({ method: 'GET', url: `http://${silent}/`, timeoutMs: 5_000, signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(failure(await result)).toBe('aborted');
});

test.each([
  ['120', 120],
  ['-5', 0],
  ['soon', null],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
])('Retry-After %s is %s seconds', async (header, seconds) => {
  const address = await receiver((_, response) => response.writeHead(429, { 'retry-after': header }).end());
  expect(await post(outbound(loopback), `http://${address}/`)).toMatchObject({ retryAfter: seconds });
});

test('Retry-After may be a time: that many seconds from now', async () => {
  const address = await receiver((_, response) => response.writeHead(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end());
  expect(await post(outbound(loopback), `http://${address}/`)).toMatchObject({ retryAfter: expect.closeTo(60, -1) });
});
