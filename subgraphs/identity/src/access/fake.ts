import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Behaviour = 'keys' | 'down' | 'silent' | 'null keys' | 'endless' | { redirect: string };

export type FakeIssuer = {
  /** Its address, and the `iss` of its tokens unless told otherwise. */
  url: string;
  /** How it answers for its keys from now on. */
  behave(behaviour: Behaviour): void;
  /** How often its keys were asked for. */
  asked(): number;
  /** Replaces its key by a new one. */
  rotate(): Promise<void>;
  /** A token signed with its present key: expires in 10 minutes unless the claims say otherwise. */
  sign(claims: JWTPayload, header?: { typ?: string; kid?: string }): Promise<string>;
  /** The public key as others see it. */
  publicKey(): JWK;
  close(): Promise<void>;
};

/**
 * A signer of identities over real HTTP: answers as Grafana's `/api/signing-keys/keys` does and as an OpenID Connect issuer's discovery
 * document does, and misbehaves on request.
 */
export async function startFakeIssuer(algorithm: 'ES256' | 'RS256' = 'ES256'): Promise<FakeIssuer> {
  let behaviour: Behaviour = 'keys';
  let asked = 0;
  let serial = 0;
  let key = await makeKey();

  async function makeKey() {
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    const kid = `key-${++serial}`;
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } };
  }

  const server = createServer((request, response) => {
    if (request.url === '/.well-known/openid-configuration') return json(response, { issuer: url, jwks_uri: `${url}/api/signing-keys/keys` });
    asked += 1;
    if (typeof behaviour === 'object') return void response.writeHead(302, { location: behaviour.redirect }).end();
    switch (behaviour) {
      case 'keys':
        return json(response, { keys: [key.jwk] });
      case 'null keys':
        return json(response, { keys: null });
      case 'down':
        return void response.writeHead(500).end();
      case 'endless':
        return void response.writeHead(200).end('x'.repeat(1024 * 1024));
      case 'silent':
        return;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    behave: (next) => (behaviour = next),
    asked: () => asked,
    rotate: async () => void (key = await makeKey()),
    sign(claims, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const { kid, privateKey } = key;
      return new SignJWT({ iss: url, iat: now, exp: now + 600, ...claims })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid, ...header })
        .sign(privateKey);
    },
    publicKey: () => key.jwk,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
