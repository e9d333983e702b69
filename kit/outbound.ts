import ipaddr from 'ipaddr.js';
import { lookup as dnsLookup } from 'node:dns';
import { BlockList, connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { Agent, request } from 'undici';
import { systemClock, type Clock } from './clock.ts';
import { AppError } from './errors.ts';
import { classifyFailure, type OutboundFailure } from './outboundFailure.ts';

/**
 * Requests to addresses that tenants configure. Private, loopback, link-local and other special-purpose networks are refused unless the
 * operator allows them, and the check is made on the very addresses that are connected to, after DNS, so that a name cannot
 * change its mind between check and use; connections are not kept, so that each request is checked. Redirects are not
 * followed: a configured target has one address.
 */
export type Outbound = {
  /** Never rejects for what the other side or the network does: that is the result. */
  send(options: OutboundRequest): Promise<OutboundResult>;
  /** A TCP connection for what is not HTTP (mail), to an address that is checked in the same way. Rejects with TARGET_REFUSED or as Node's net does; the caller ends it. */
  connect(target: { host: string; port: number }): Promise<Socket>;
  /** Throws TARGET_REFUSED when an address could never be sent to, as far as can be told without DNS: for forms that take addresses. */
  checkTarget(url: string): void;
  close(): Promise<void>;
};

/** `timeoutMs` is for the whole request, from DNS to the last byte read of the answer. */
export type OutboundRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** A body that is no text; instead of `body`. */
  bytes?: Uint8Array;
  timeoutMs: number;
  /** Most that is read of the answer, in bytes; 64 KiB by default. */
  bodyLimit?: number;
  /** Cuts the request off early; the result is then `aborted`. */
  signal?: AbortSignal;
  /** For a server that is not of the public authorities, or that wants to be shown a certificate: PEM. */
  tls?: { ca?: string; cert?: string; key?: string; servername?: string };
};

/**
 * What came of a request. Once a status line arrived it is `answered`, even if the body never ended: the other side has decided.
 * `body` holds at most `bodyLimit`, and `bodyCut` says why it is not all of it. `retryAfter` is in seconds.
 */
export type OutboundResult =
  | { kind: 'answered'; status: number; body: string; bodyCut: 'size' | OutboundFailure | null; retryAfter: number | null }
  | { kind: 'failed'; reason: OutboundFailure; detail: string };

/** Most that is read of an answer unless a request asks for more, in bytes. */
const usualBodyLimit = 64 * 1024;

export type OutboundOptions = {
  /** Milliseconds to wait for a TCP and TLS connection. */
  connectTimeoutMs?: number;
  /** Name resolution with Node's `dns.lookup` signature. */
  lookup?: LookupFunction;
  /** Against which a `Retry-After` date is measured. */
  clock?: Clock;
};

/** `allowedNetworks`: CIDR ranges inside the special-purpose networks that may be reached, e.g. `10.0.0.0/8`. Throws when one is not a CIDR range. */
export function createOutbound(allowedNetworks: readonly string[], options: OutboundOptions = {}): Outbound {
  const { connectTimeoutMs = 5_000, lookup = dnsLookup, clock = systemClock } = options;
  const allowed = readNetworks(allowedNetworks);
  const createAgent = (tls: OutboundRequest['tls'] = {}) =>
    new Agent({
      // No connection is kept: a stale one would fail a request in a way that leaves open whether it was received.
      pipelining: 0,
      allowH2: false,
      connect: { timeout: connectTimeoutMs, lookup: guardLookup(lookup, allowed), ...tls },
    });
  const agent = createAgent();

  return {
    async send({ method, url, headers, body, bytes, timeoutMs, bodyLimit = usualBodyLimit, signal, tls }) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const own = tls && createAgent(tls);
      try {
        const response = await request(requireTarget(url, allowed), {
          method,
          headers: requireHeaders(headers ?? {}),
          ...((bytes ?? body) !== undefined && { body: bytes ?? body }),
          dispatcher: own ?? agent,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        const read = await readStart(response.body as AsyncIterable<Buffer>, bodyLimit);
        return {
          kind: 'answered',
          status: response.statusCode,
          ...read,
          retryAfter: retryAfterSeconds(response.headers['retry-after'], clock.now()),
        };
      } catch (error) {
        return { kind: 'failed', ...classifyFailure(error) };
      } finally {
        await own?.destroy();
      }
    },
    connect: ({ host, port }) =>
      new Promise((resolve, reject) => {
        if (isIP(host) !== 0 && !mayReach(host, allowed)) return reject(refuse(host, host));
        const socket = connectTcp({ host, port, lookup: guardLookup(lookup, allowed), timeout: connectTimeoutMs });
        socket.once('error', reject);
        socket.once('timeout', () => socket.destroy(Object.assign(new Error(`${host} did not answer in time.`), { code: 'ETIMEDOUT' })));
        socket.once('connect', () => {
          socket.off('error', reject);
          socket.removeAllListeners('timeout').setTimeout(0);
          resolve(socket);
        });
      }),
    checkTarget: (url) => void requireTarget(url, allowed),
    close: () => agent.close(),
  };
}

function readNetworks(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = ipaddr.parseCIDR(network);
    list.addSubnet(address.toString(), bits, address.kind());
  }
  return list;
}

/** A name resolution that fails when any address of the name may not be reached. */
function guardLookup(lookup: LookupFunction, allowed: BlockList): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const refused = addresses.find(({ address }) => !mayReach(address, allowed));
      const failure = error ?? (refused ? refuse(hostname, refused.address) : null);
      if (options.all === true || failure) return done(failure, failure ? [] : addresses);
      done(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });
  };
}

function requireTarget(url: string, allowed: BlockList): URL {
  if (!URL.canParse(url)) throw new AppError('TARGET_REFUSED', 'The address is not a URL.');
  const target = new URL(url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:')
    throw new AppError('TARGET_REFUSED', `The address must be http or https, not ${target.protocol}`);
  if (target.username !== '' || target.password !== '') throw new AppError('TARGET_REFUSED', 'The address must not carry a user or a password.');
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // A literal address never passes through `lookup`, so it is checked here; URL has already brought 0x7f.1 and its like into dotted form.
  if (isIP(host) !== 0 && !mayReach(host, allowed)) throw refuse(host, host);
  return target;
}

/** `host` would let the caller choose another virtual host, or another TLS name, than that of the address that was checked. */
function requireHeaders(headers: Record<string, string>): Record<string, string> {
  const refused = Object.keys(headers).find((name) =>
    ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect'].includes(name.toLowerCase()),
  );
  if (refused !== undefined) throw new AppError('BAD_USER_INPUT', `The header ${refused} is set by the platform.`);
  return headers;
}

/** IPv6 addresses outside 2000::/3 are never public, whatever they embed: ::127.0.0.1, 64:ff9b::/96 and future assignments included. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');

function mayReach(address: string, allowed: BlockList): boolean {
  const parsed = ipaddr.process(address);
  if (allowed.check(parsed.toString(), parsed.kind())) return true;
  return parsed.range() === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(publicIpv6));
}

function refuse(host: string, address: string): AppError {
  return new AppError(
    'TARGET_REFUSED',
    host === address ? `${host} is not a public address.` : `${host} is ${address}, which is not a public address.`,
  );
}

async function readStart(body: AsyncIterable<Buffer>, bodyLimit: number): Promise<{ body: string; bodyCut: 'size' | OutboundFailure | null }> {
  const chunks: Buffer[] = [];
  let size = 0;
  let bodyCut: 'size' | OutboundFailure | null = null;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bodyLimit) {
        bodyCut = 'size';
        break;
      }
    }
  } catch (error) {
    bodyCut = classifyFailure(error).reason;
  }
  return { body: Buffer.concat(chunks).subarray(0, bodyLimit).toString('utf8'), bodyCut };
}

function retryAfterSeconds(header: string | string[] | undefined, now: Date): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
