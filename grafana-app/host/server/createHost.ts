import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { answerRequest } from './answerRequest.ts';
import { openSettings } from './openSettings.ts';
import { openSigningKey } from './openSigningKey.ts';
import { readPlugin } from './readPlugin.ts';
import { defaultUsers, type HostUser } from './users.ts';

export type { HostUser } from './users.ts';

export interface HostOptions {
  /** Port on the loopback; 0 takes any free one. */
  port: number;
  /** Where the plugin proxy sends requests until the configuration page says otherwise. */
  gatewayUrl: string;
  /** Secret of the connection, added to proxied requests until the configuration page says otherwise. */
  connectionSecret: string;
  /** The built plugin: the folder with `module.js` and `plugin.json`. */
  pluginDist: string;
  /** Keeps the signing key and the saved settings; made if missing. */
  stateDir: string;
  /** Who can be signed in as; the first one is, at first. */
  users?: readonly HostUser[];
  /** The host's own built page (`host/build.mjs`); beside the plugin's `dist` unless told. */
  pageDist?: string;
}

export interface Host {
  /** Where to open the page, without a trailing slash. */
  url: string;
  /** `iss` of the identities it signs: Grafana's root URL, which ends in a slash. */
  issuer: string;
  /** Where its signing keys are published. */
  jwksUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the local Grafana-like host: a development aid that shows the built plugin in a page like Grafana's, signs its users'
 * identities and proxies as Grafana's plugin proxy does. It listens on the loopback only.
 * @throws when the plugin is not built, the state folder cannot be written, or the port is taken (`EADDRINUSE`).
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const pluginDist = resolve(options.pluginDist);
  const pageDist = resolve(options.pageDist ?? join(dirname(pluginDist), 'host', 'dist'));
  const users = options.users ?? defaultUsers;
  const { id } = await readPlugin(pluginDist);
  await mkdir(options.stateDir, { recursive: true, mode: 0o700 });
  const key = await openSigningKey(options.stateDir);
  const settings = await openSettings(options.stateDir, options);

  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const issuer = `${url}/`;
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`];
  const folders = [
    { prefix: `/public/plugins/${id}/`, folder: pluginDist },
    { prefix: '/public/', folder: join(pageDist, 'public') },
  ];
  server.on('request', answerRequest({ hosts, folders, issuer, key, pluginDist, settings, users }));
  return {
    url,
    issuer,
    jwksUrl: `${url}/api/signing-keys/keys`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error === undefined ? closed() : failed(error)));
        server.closeAllConnections();
      }),
  };
}
