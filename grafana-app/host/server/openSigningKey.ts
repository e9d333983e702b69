import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { codeOf } from './codeOf.ts';

/** The key pair that vouches for the host's users. */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  /** What `/api/signing-keys/keys` publishes. */
  publicJwk: JWK;
}

/**
 * Opens the host's ES256 key, made on first use and kept in the state folder, so that a restarted host still is the issuer
 * a connection was created for.
 */
export async function openSigningKey(stateDir: string): Promise<SigningKey> {
  const path = join(stateDir, 'signing-key.json');
  const jwk = (await readKey(path)) ?? (await makeKey(path));
  const { d: _secret, ...publicPart } = jwk;
  const kid = await calculateJwkThumbprint(publicPart);
  const privateKey = await importJWK(jwk, 'ES256');
  if (privateKey instanceof Uint8Array) {
    throw new Error(`${path} does not hold an elliptic-curve key`);
  }
  return { kid, privateKey, publicJwk: { ...publicPart, kid, alg: 'ES256', use: 'sig' } };
}

async function readKey(path: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  await writeFile(path, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}
