import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildBootData } from './buildBootData.ts';
import { chooseVisitor, type Visitor } from './chooseVisitor.ts';
import { describePlugin } from './describePlugin.ts';
import { drawNavigation } from './drawNavigation.ts';
import { isOwnOrigin } from './isOwnOrigin.ts';
import { judgeSettings } from './judgeSettings.ts';
import type { SettingsFile } from './openSettings.ts';
import type { SigningKey } from './openSigningKey.ts';
import { proxyPlugin } from './proxyPlugin.ts';
import { readBody } from './readBody.ts';
import { readPlugin } from './readPlugin.ts';
import { renderPage } from './renderPage.ts';
import { sendJson } from './sendJson.ts';
import { type PublicFolder, servePublic } from './servePublic.ts';
import { signIdToken } from './signIdToken.ts';
import type { HostUser } from './users.ts';

/** What answering needs of the running host. */
export interface HostParts {
  hosts: readonly string[];
  folders: readonly PublicFolder[];
  issuer: string;
  key: SigningKey;
  pluginDist: string;
  settings: SettingsFile;
  users: readonly HostUser[];
}

/** One request being answered. */
interface Exchange {
  parts: HostParts;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  visitor: Visitor;
  /** The segments that the pattern of its address left open. */
  match: RegExpMatchArray;
}

type Answer = (exchange: Exchange) => Promise<void> | void;

/** Every address the host answers, the first that fits; what Grafana serves and a plugin never asks for is not here. */
const ANSWERS: ReadonlyArray<readonly [method: string, path: RegExp, answer: Answer]> = [
  ['*', /^\/api\/plugin-proxy\/([\w-]+)\/?(.*)$/, proxy],
  [
    'GET',
    /^\/public\/.+$/,
    ({ parts, response, url }) => servePublic(response, parts.folders, decodeURI(url.pathname)),
  ],
  [
    'GET',
    /^\/api\/signing-keys\/keys$/,
    ({ parts, response }) => sendJson(response, 200, { keys: [parts.key.publicJwk] }),
  ],
  ['GET', /^\/api\/plugins\/([\w-]+)\/settings$/, readSettings],
  ['POST', /^\/api\/plugins\/([\w-]+)\/settings$/, changeSettings],
  ['GET', /^\/api\/health$/, ({ response }) => sendJson(response, 200, { database: 'ok', version: '12.4.2' })],
  ['GET', /^\/api\/user$/, ({ response, visitor }) => sendJson(response, 200, { ...visitor.user, orgId: 1 })],
  ['POST', /^\/login$/, signIn],
  ['GET', /^\/(?:|(?:a|plugins)\/.*)$/, page],
];

/** Answers every request of the host. A fault in answering is told to the caller and ends the request, not the host. */
export function answerRequest(parts: HostParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!isOwnOrigin(request, parts.hosts)) {
      sendJson(response, 403, { message: 'origin not allowed' });
      return;
    }
    const url = new URL(request.url ?? '/', parts.issuer);
    const { visitor } = chooseVisitor(parts.users, request.headers.cookie ?? '', new URLSearchParams());
    for (const [method, path, answer] of ANSWERS) {
      const match = method === '*' || method === request.method ? url.pathname.match(path) : null;
      if (match === null) {
        continue;
      }
      Promise.resolve(answer({ parts, request, response, url, visitor, match })).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        return response.headersSent ? response.destroy() : sendJson(response, 500, { message });
      });
      return;
    }
    sendJson(response, 404, { message: 'Not found' });
  };
}

async function proxy({ parts, request, response, url, visitor, match }: Exchange): Promise<void> {
  const plugin = await readPlugin(parts.pluginDist);
  if (match[1] !== plugin.id) {
    sendJson(response, 404, { message: 'Plugin not found, no installed plugin with that id' });
    return;
  }
  const settings = parts.settings.read();
  if (!settings.enabled) {
    sendJson(response, 404, { message: 'Plugin not found, no installed plugin with that id' });
    return;
  }
  const idToken = await signIdToken(parts.key, parts.issuer, visitor.user, Math.floor(Date.now() / 1000));
  proxyPlugin(request, response, {
    routes: plugin.routes ?? [],
    settings,
    user: visitor.user,
    idToken,
    path: match[2] ?? '',
    query: url.search,
  });
}

async function readSettings({ parts, response, match }: Exchange): Promise<void> {
  const plugin = await readPlugin(parts.pluginDist);
  if (match[1] !== plugin.id) {
    sendJson(response, 404, { message: 'Plugin not found, no installed plugin with that id' });
    return;
  }
  sendJson(response, 200, describePlugin(plugin, parts.settings.read()));
}

async function changeSettings({ parts, request, response, visitor, match }: Exchange): Promise<void> {
  const plugin = await readPlugin(parts.pluginDist);
  if (match[1] !== plugin.id) {
    sendJson(response, 404, { message: 'Plugin not installed' });
    return;
  }
  if (visitor.user.role !== 'Admin') {
    sendJson(response, 403, {
      title: 'Access denied',
      message: "You'll need additional permissions to perform this action. Permissions needed: plugins:write",
    });
    return;
  }
  const read = await readBody(request);
  const judged = read.outcome === 'read' ? judgeSettings(read.body) : undefined;
  if (judged?.verdict !== 'accepted') {
    sendJson(response, 400, { message: judged?.message ?? 'bad request data' });
    return;
  }
  await parts.settings.change(judged.change);
  sendJson(response, 200, { message: 'Plugin settings updated' });
}

/** Signs in whoever is named: the host is a development aid and asks for no password. */
async function signIn({ parts, request, response }: Exchange): Promise<void> {
  const read = await readBody(request);
  const user = read.outcome === 'read' ? parts.users.find(({ login }) => login === read.body['user']) : undefined;
  if (user === undefined) {
    sendJson(response, 401, { message: 'Invalid username or password' });
    return;
  }
  response.setHeader('set-cookie', chooseVisitor(parts.users, '', new URLSearchParams({ user: user.uid })).cookies);
  sendJson(response, 200, { message: 'Logged in', redirectUrl: '/' });
}

/** Any page of the app. Only here the address may choose who looks and how; the cookies carry the choice on. */
async function page({ parts, request, response, url }: Exchange): Promise<void> {
  const { visitor, cookies } = chooseVisitor(parts.users, request.headers.cookie ?? '', url.searchParams);
  const plugin = await readPlugin(parts.pluginDist);
  const navTree = drawNavigation(plugin, parts.settings.read().enabled, visitor.user);
  const bootData = buildBootData(visitor, parts.users, navTree, parts.issuer, plugin.id);
  response.setHeader('set-cookie', cookies);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(renderPage(bootData));
}
