import * as http from 'node:http';
import * as https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { codeOf } from './codeOf.ts';
import { fillTemplate } from './fillTemplate.ts';
import { matchRoute } from './matchRoute.ts';
import type { PluginSettings } from './openSettings.ts';
import type { PluginRoute } from './readPlugin.ts';
import { rewriteRequestHeaders, rewriteResponseHeaders } from './rewriteHeaders.ts';
import { sendJson } from './sendJson.ts';
import type { HostUser } from './users.ts';

/** Grafana waits this long for a connection, and without limit for an answer. */
const DIAL_TIMEOUT_MS = 30_000;
const TIMEOUTS = ['ETIMEDOUT', 'ESOCKETTIMEDOUT'];

/** What the proxy needs besides the request: whose it is, and what the app is configured with. */
export interface ProxyCall {
  routes: readonly PluginRoute[];
  settings: PluginSettings;
  user: HostUser;
  /** Signed for this user, for this request. */
  idToken: string;
  /** What follows `/api/plugin-proxy/<id>`, still escaped. */
  path: string;
  /** With its question mark, or empty. */
  query: string;
}

/**
 * Passes a request on as Grafana's plugin proxy does, and its answer back as it arrives: nothing is gathered, so a stream
 * of events reaches the page event by event. A caller that goes away ends the request behind it (Grafana's 499, which
 * nobody is left to read); a gateway that is not there is a 502 and one that lets the connection time out a 504, both without a body.
 */
export function proxyPlugin(request: IncomingMessage, response: ServerResponse, call: ProxyCall): void {
  const match = matchRoute(call.routes, request.method ?? 'GET', call.path, call.user.role);
  if (match.outcome === 'refused') {
    sendJson(response, match.status, { message: match.message });
    return;
  }
  const target = targetOf(match.route, match.rest, call);
  if (target === undefined) {
    fail(response, 502);
    return;
  }
  const upstream = (target.protocol === 'https:' ? https : http).request(target, {
    method: request.method,
    headers: {
      ...rewriteRequestHeaders(request.headers, {
        remoteAddress: request.socket.remoteAddress ?? '',
        context: JSON.stringify(contextOf(call.user)),
        idToken: call.idToken,
        routeHeaders: (match.route.headers ?? []).map(
          ({ name, content }) => [name, fillTemplate(content, call.settings)] as const
        ),
      }),
      host: target.host,
    },
  });
  const dialling = setTimeout(() => upstream.destroy(timedOut()), DIAL_TIMEOUT_MS);
  upstream.once('socket', (socket) => {
    if (socket.connecting) {
      socket.once('connect', () => clearTimeout(dialling));
    } else {
      clearTimeout(dialling);
    }
  });
  upstream.once('close', () => clearTimeout(dialling));
  upstream.once('error', (error) => fail(response, isTimeout(error) ? 504 : 502));
  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, rewriteResponseHeaders(answer.headers));
    response.flushHeaders();
    pipeline(answer, response, (error) => error && response.destroy());
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

function targetOf(route: PluginRoute, rest: string, call: ProxyCall): URL | undefined {
  const filled = fillTemplate(route.url, call.settings);
  if (!URL.canParse(filled)) {
    return undefined;
  }
  const target = new URL(filled);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    return undefined;
  }
  if (rest !== '') {
    target.pathname = `${target.pathname.replace(/\/$/, '')}/${rest}`;
  }
  target.search = call.query;
  return target;
}

/** The part of Grafana's signed-in user that a plugin may be tempted to read. It is not signed: nothing may trust it alone. */
function contextOf(user: HostUser) {
  return {
    UserID: user.id,
    UserUID: user.uid,
    OrgID: 1,
    OrgName: 'Main Org.',
    OrgRole: user.role,
    Login: user.login,
    Name: user.name,
    Email: user.email,
  };
}

function fail(response: ServerResponse, status: 502 | 504): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status).end();
}

function timedOut(): Error {
  return Object.assign(new Error('The connection was not made in time'), { code: 'ETIMEDOUT' });
}

/** A host name with several addresses fails with one error for each. */
function isTimeout(error: Error): boolean {
  const errors: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  return errors.some((one) => TIMEOUTS.includes(codeOf(one) ?? ''));
}
