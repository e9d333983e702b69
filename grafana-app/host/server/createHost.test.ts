import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createHost, type Host } from './createHost.ts';

const ID = 'sre-platform-app';
const secretHeader = { name: 'X-Sre-Connection', content: '{{ .SecureJsonData.connectionSecret }}' };
const manifest = {
  id: ID,
  type: 'app',
  name: 'SRE Platform',
  info: { version: '0.1.0', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } },
  languages: ['en-US', 'zh-Hant'],
  includes: [{ type: 'page', name: 'Incidents', path: `/a/${ID}/incidents`, addToNav: true, defaultNav: true }],
  routes: [
    {
      path: 'graphql',
      method: 'POST',
      url: '{{ .JsonData.gatewayUrl }}/graphql',
      reqRole: 'Viewer',
      headers: [secretHeader],
    },
    { path: 'stream', method: '*', url: '{{ .JsonData.gatewayUrl }}/graphql/stream', headers: [secretHeader] },
    {
      path: 'readyz',
      method: 'GET',
      url: '{{ .JsonData.gatewayUrl }}/readyz',
      reqRole: 'Admin',
      headers: [secretHeader],
    },
  ],
};

let folder: string;
let gateway: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: IncomingMessage[];
let host: Host;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'host-'));
  await mkdir(join(folder, 'plugin'));
  await writeFile(join(folder, 'plugin', 'plugin.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'plugin', 'module.js'), 'define([], function () {});');
  await writeFile(join(folder, 'secret.txt'), 'outside');
  seen = [];
  answer = (_request, response) => response.end('{}');
  gateway = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const { port } = gateway.address() as AddressInfo;
  host = await createHost({
    port: 0,
    gatewayUrl: `http://127.0.0.1:${port}`,
    connectionSecret: 's3cret',
    pluginDist: join(folder, 'plugin'),
    stateDir: join(folder, 'state'),
  });
});

afterEach(async () => {
  await host.close();
  gateway.closeAllConnections();
  await new Promise((closed) => gateway.close(closed));
  await rm(folder, { recursive: true });
});

const proxy = (path: string) => `${host.url}/api/plugin-proxy/${ID}/${path}`;

describe('the plugin proxy', () => {
  it('removes what Grafana removes and adds what Grafana adds', async () => {
    await fetch(proxy('graphql?a=1'), {
      method: 'POST',
      body: '{"query":"{ viewer { id } }"}',
      headers: {
        cookie: 'host_user=sam',
        origin: host.url,
        referer: `${host.url}/a/${ID}/incidents`,
        'content-type': 'application/json',
        'x-custom': 'kept',
        'x-forwarded-for': '10.1.1.1',
        'x-forwarded-host': 'spoofed',
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '443',
        'x-grafana-id': 'forged',
        'x-grafana-user': 'forged',
        'x-sre-connection': 'forged',
      },
    });
    const [request] = seen;
    expect(request?.url).toBe('/graphql?a=1');
    const headers = request?.headers ?? {};
    for (const removed of [
      'cookie',
      'origin',
      'referer',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded-port',
      'x-grafana-user',
    ]) {
      expect(headers).not.toHaveProperty(removed);
    }
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-custom': 'kept',
      'x-forwarded-for': '10.1.1.1, 127.0.0.1, 127.0.0.1',
      'x-grafana-referer': `${host.url}/a/${ID}/incidents`,
      'x-sre-connection': 's3cret',
    });
    expect(headers.host).toBe(new URL(`http://${headers.host}`).host);
    expect(headers.host).toContain('127.0.0.1:');
    expect(JSON.parse(String(headers['x-grafana-context']))).toMatchObject({
      Login: 'sam',
      OrgRole: 'Editor',
      OrgID: 1,
    });
  });

  it('sends an identity that the published keys verify', async () => {
    await fetch(proxy('graphql'), { method: 'POST', headers: { cookie: 'host_user=vera' } });
    const { payload, protectedHeader } = await jwtVerify(
      String(seen[0]?.headers['x-grafana-id']),
      createRemoteJWKSet(new URL(host.jwksUrl)),
      { issuer: host.issuer, audience: 'org:1', typ: 'jwt', algorithms: ['ES256'] }
    );
    expect(protectedHeader.kid).toBeDefined();
    expect(payload).toMatchObject({
      sub: 'user:vera',
      identifier: 'vera',
      type: 'user',
      namespace: 'default',
      authenticatedBy: 'password',
      email: 'vera@example.org',
      username: 'vera',
      name: 'Vera Viewer',
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
    expect(payload).not.toHaveProperty('role');
  });

  it('hands back the answer without cookies and in a sandbox', async () => {
    answer = (_request, response) =>
      response
        .writeHead(201, { 'set-cookie': 'a=1', 'x-kept': 'yes', connection: 'x-hop', 'x-hop': '1' })
        .end('{"data":1}');
    const response = await fetch(proxy('graphql'), { method: 'POST' });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('{"data":1}');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-hop')).toBeNull();
    expect(response.headers.get('x-kept')).toBe('yes');
    expect(response.headers.get('content-security-policy')).toBe('sandbox');
  });

  it('passes the body on whole', async () => {
    const body = 'x'.repeat(3_000_000);
    answer = async (request, response) => {
      let size = 0;
      for await (const chunk of request) {
        size += chunk.length;
      }
      response.end(String(size));
    };
    const response = await fetch(proxy('graphql'), { method: 'POST', body });
    expect(await response.text()).toBe('3000000');
  });

  it('passes each event of a stream on at once', async () => {
    let write = (_event: string) => {};
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      write = (event) => void response.write(event);
    };
    const response = await fetch(proxy('stream'));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.getReader();
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      const before = performance.now();
      write(event);
      const next = await reader?.read();
      expect(new TextDecoder().decode(next?.value)).toBe(event);
      expect(performance.now() - before).toBeLessThan(150);
    }
    await reader?.cancel();
  });

  it('ends the request behind a caller that goes away', async () => {
    const closed = new Promise<void>((gone) => {
      answer = (request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        request.once('close', gone);
      };
    });
    const leaving = new AbortController();
    await fetch(proxy('stream'), { signal: leaving.signal });
    leaving.abort();
    await closed;
  });

  it('ends the answer of a gateway that breaks off', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      setTimeout(() => response.destroy(), 20);
    };
    const response = await fetch(proxy('stream'));
    await expect(response.text()).rejects.toThrow();
  });

  it.each([
    ['PUT', 'stream', 200],
    ['DELETE', 'stream', 200],
    ['GET', 'graphql', 404],
    ['POST', 'readyz', 404],
    ['GET', 'nothing', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    const response = await fetch(proxy(path), { method });
    expect(response.status).toBe(status);
    expect(seen).toHaveLength(status === 200 ? 1 : 0);
    if (status === 404) {
      expect(await response.json()).toEqual({ message: 'plugin route match not found' });
    }
  });

  it('refuses a role that is too low', async () => {
    const response = await fetch(proxy('readyz'), { headers: { cookie: 'host_user=vera' } });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'plugin proxy route access denied' });
    expect(seen).toHaveLength(0);
  });

  it('answers 502 without a body when the gateway is away', async () => {
    await new Promise((closed) => gateway.close(closed));
    const response = await fetch(proxy('readyz'));
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('');
  });

  it('answers 502 when the address is no address', async () => {
    await save({ jsonData: {} });
    expect((await fetch(proxy('readyz'))).status).toBe(502);
  });

  it('refuses pages of other sites', async () => {
    const crossSite = await fetch(proxy('graphql'), { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(crossSite.status).toBe(403);
    expect(await statusFor({ host: 'rebound.example' })).toBe(403);
    expect(seen).toHaveLength(0);
  });
});

describe('the settings', () => {
  it('never show a secret, and reach the proxy when changed', async () => {
    const response = await save({ enabled: true, pinned: true, secureJsonData: { connectionSecret: 'new' } });
    expect(await response.json()).toEqual({ message: 'Plugin settings updated' });
    const text = await (await fetch(`${host.url}/api/plugins/${ID}/settings`)).text();
    expect(text).not.toContain('new');
    expect(JSON.parse(text)).toMatchObject({
      id: ID,
      enabled: true,
      jsonData: { gatewayUrl: expect.stringContaining('127.0.0.1') },
      secureJsonFields: { connectionSecret: true },
      module: `public/plugins/${ID}/module.js`,
      translations: { 'zh-Hant': `public/plugins/${ID}/locales/zh-Hant/${ID}.json` },
    });
    await fetch(proxy('graphql'), { method: 'POST' });
    expect(seen[0]?.headers['x-sre-connection']).toBe('new');
  });

  it('are changed by administrators only', async () => {
    expect((await save({ enabled: false }, 'sam')).status).toBe(403);
  });

  it.each([['[]'], ['{"jsonData":[]}'], ['{"secureJsonData":{"a":1}}'], ['{"enabled":"yes"}'], ['no json']])(
    'refuse %s',
    async (body) => {
      const response = await fetch(`${host.url}/api/plugins/${ID}/settings`, { method: 'POST', body });
      expect(response.status).toBe(400);
    }
  );

  it('take the app and its proxy away when it is disabled', async () => {
    await save({ enabled: false });
    expect((await fetch(proxy('graphql'), { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(`${host.url}/a/${ID}`)).text()).not.toContain('plugin-page-');
  });
});

describe('the pages', () => {
  it('carry the visitor that the address chose, and keep it', async () => {
    const response = await fetch(`${host.url}/a/${ID}/incidents?theme=light&lang=zh-Hant&user=sam`);
    const html = await response.text();
    expect(html).toContain('<html lang="zh-Hant" class="theme-light">');
    expect(html).toContain('"name":"Sam Responder"');
    expect(response.headers.getSetCookie()).toHaveLength(3);
  });

  it('serve the plugin, and nothing beside it', async () => {
    const module = await fetch(`${host.url}/public/plugins/${ID}/module.js`);
    expect(module.headers.get('content-type')).toContain('javascript');
    expect(await rawGet(`/public/plugins/${ID}/../secret.txt`)).toBe(404);
    expect(await rawGet(`/public/plugins/${ID}/%2e%2e/secret.txt`)).toBe(404);
    expect(await rawGet(`/public/plugins/${ID}/%2e%2e%2fsecret.txt`)).toBe(404);
  });

  it('show an empty picture for an icon that no package ships', async () => {
    const icon = await fetch(`${host.url}/public/build/img/icons/unicons/no-such-icon.svg`);
    expect(icon.status).toBe(200);
    expect(icon.headers.get('content-type')).toBe('image/svg+xml');
  });

  it('sign in by name', async () => {
    const response = await fetch(`${host.url}/login`, { method: 'POST', body: '{"user":"vera","password":"any"}' });
    expect(response.headers.getSetCookie()[0]).toContain('host_user=vera');
    const unknown = await fetch(`${host.url}/login`, { method: 'POST', body: '{"user":"nobody"}' });
    expect(unknown.status).toBe(401);
  });
});

describe('the host', () => {
  it('stays the same issuer over a restart', async () => {
    const before = await (await fetch(host.jwksUrl)).json();
    expect(JSON.stringify(before)).not.toContain('"d"');
    const { port } = new URL(host.url);
    await host.close();
    host = await createHost({
      port: Number(port),
      gatewayUrl: 'http://127.0.0.1:1',
      connectionSecret: 's3cret',
      pluginDist: join(folder, 'plugin'),
      stateDir: join(folder, 'state'),
    });
    expect(await (await fetch(host.jwksUrl)).json()).toEqual(before);
  });

  it('says so when its port is taken', async () => {
    await expect(
      createHost({
        port: Number(new URL(host.url).port),
        gatewayUrl: 'http://127.0.0.1:1',
        connectionSecret: '',
        pluginDist: join(folder, 'plugin'),
        stateDir: join(folder, 'other'),
      })
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function save(change: object, user = 'ada'): Promise<Response> {
  return fetch(`${host.url}/api/plugins/${ID}/settings`, {
    method: 'POST',
    body: JSON.stringify(change),
    headers: { cookie: `host_user=${user}` },
  });
}

/** `fetch` would tidy the path and set the Host header itself. */
function rawGet(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((answered, failed) => {
    const request = send({ host: '127.0.0.1', port: new URL(host.url).port, path, headers }, (response) => {
      response.resume();
      answered(response.statusCode);
    });
    request.once('error', failed).end();
  });
}

function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return rawGet('/', headers);
}
