import { BlockList, isIP } from 'node:net';

/** A scrape target: what names it, and the machine it is on, where that can be told. */
export type Instance = {
  /** Normalised: host in lower case, no credentials, query or fragment of a URL. */
  key: string;
  /** Without port and final dot; null for a loopback address, which is another machine for everyone, and for what is no host name. */
  host: string | null;
  /** Whether it names anything more than the host: a port or a path. */
  isMoreThanHost: boolean;
};

/** Reads Prometheus' `instance`: `host:port`, `[v6]:port`, a bare host or address, or the URL that a blackbox exporter probes. */
export function parseInstance(value: string): Instance {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url) {
    const path = url.pathname.replace(/\/+$/, '');
    return { key: `${url.protocol}//${url.host}${path}`, host: hostName(url.hostname), isMoreThanHost: true };
  }
  const [, host = value, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(value) ?? [];
  return { key: value.toLowerCase(), host: hostName(host), isMoreThanHost: port !== undefined };
}

/** A host name or address as a key: lower case, no brackets, no final dot. Null for what names no one machine. */
export function hostName(value: string): string | null {
  const host = value
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const version = isIP(host);
  if (version !== 0) return nowhere.check(host, version === 6 ? 'ipv6' : 'ipv4') ? null : host;
  if (host === 'localhost' || host.endsWith('.localhost') || host.startsWith('localhost.')) return null;
  return /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/.test(host) ? host : null;
}

const nowhere = new BlockList();
nowhere.addSubnet('127.0.0.0', 8);
nowhere.addAddress('0.0.0.0');
nowhere.addAddress('::1', 'ipv6');
nowhere.addAddress('::', 'ipv6');
