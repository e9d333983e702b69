import ipaddr from 'ipaddr.js';
import { lookup as dnsLookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { AppError } from './errors.ts';

/**
 * Requests to addresses that tenants configure. Private, loopback, link-local and other special-purpose networks are refused unless the
 * operator allows them, and the check is made on the address that is connected to, after DNS, so that a name cannot
 * change its mind between check and use. Redirects are not followed: the receiver of a notice has one address.
 */
export type Outbound = {
  send(options: OutboundRequest): Promise<OutboundResponse>;
  close(): Promise<void>;
};

export type OutboundRequest = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string; headers?: Record<string, string>; body?: string; timeoutMs: number; signal?: AbortSignal };
/** `body` is cut at 64 KiB; `retryAfter` is in seconds. */
export type OutboundResponse = { status: number; body: string; retryAfter: number | null };

/** Most that is read of an answer. */
const bodyLimit = 64 * 1024;

/** `allowedNetworks`: CIDR ranges inside the special-purpose networks that may be reached, e.g. `10.0.0.0/8`. */
export function createOutbound(allowedNetworks: readonly string[]): Outbound {
  const allowed = new BlockList();
  for (const network of allowedNetworks) {
    const [address, bits] = ipaddr.parseCIDR(network);
    allowed.addSubnet(address.toString(), bits, address.kind() === 'ipv6' ? 'ipv6' : 'ipv4');
  }
  const agent = new Agent({
    connect: {
      timeout: 5_000,
      lookup(hostname, options, done) {
        dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
          if (error) return done(error, []);
          const refused = addresses.find(({ address }) => !mayReach(address, allowed));
          if (refused) return done(refuse(hostname, refused.address), []);
          done(null, addresses);
        });
      },
    },
  });

  return {
    async send({ method, url, headers, body, timeoutMs, signal }) {
      const target = new URL(url);
      if (target.protocol !== 'https:' && target.protocol !== 'http:') throw new AppError('TARGET_REFUSED', `The address must be http or https, not ${target.protocol}`);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      // A literal address never passes through `lookup`, so it is checked here.
      if (isIP(host) !== 0 && !mayReach(host, allowed)) throw refuse(host, host);
      const timeout = AbortSignal.timeout(timeoutMs);
      const response = await request(target, {
        method,
        headers: headers ?? {},
        ...(body !== undefined && { body }),
        dispatcher: agent,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { status: response.statusCode, body: await readStart(response.body), retryAfter: retryAfterSeconds(response.headers['retry-after']) };
    },
    close: () => agent.close(),
  };
}

function mayReach(address: string, allowed: BlockList): boolean {
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' || allowed.check(parsed.toString(), parsed.kind() === 'ipv6' ? 'ipv6' : 'ipv4');
}

function refuse(host: string, address: string): AppError {
  return new AppError('TARGET_REFUSED', `${host} is ${address}, which is not a public address.`);
}

async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= bodyLimit) break;
  }
  return Buffer.concat(chunks).subarray(0, bodyLimit).toString('utf8');
}

function retryAfterSeconds(header: string | string[] | undefined): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
