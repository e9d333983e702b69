import type { CredentialKind } from '#prisma/generated/client';
import ssh2 from 'ssh2';
import { z } from 'zod';
import { readKubeconfig } from './readKubeconfig.ts';

/** What a kind of credential is told: what may be shown, and what is sealed. `derive` adds to the shown what a secret tells of its target. */
type CredentialShape<Config, Secrets> = {
  config: z.ZodType<Config>;
  secrets: z.ZodType<Secrets>;
  /** Problems that only show with both at hand, by field; none when it is fine. */
  check(config: Config, secrets: Secrets): Record<string, string>;
  derive(config: Config, secrets: Secrets): Config;
};
const define = <Config, Secrets>(shape: CredentialShape<Config, Secrets>) => shape;

/** A key of a host: an optional name, the type, and the key in base64, as known_hosts and `ssh-keyscan` write them. */
const hostKey = z
  .string()
  .trim()
  .refine((line) => hostKeyOf(line) !== null, 'is a line such as "ssh-ed25519 AAAA…", as ssh-keyscan prints them');

const ssh = define({
  config: z.strictObject({ user: z.string().trim().min(1).max(100), hostKeys: z.array(hostKey).min(1).max(50) }),
  secrets: z.strictObject({
    privateKey: z.string().max(32_768).optional(),
    passphrase: z.string().max(1_000).optional(),
    password: z.string().min(4).max(1_000).optional(),
  }),
  check(_, { privateKey, passphrase, password }): Record<string, string> {
    if (privateKey === undefined) return password === undefined ? { privateKey: 'A private key or a password is needed.' } : {};
    const key = ssh2.utils.parseKey(privateKey, passphrase);
    if (key instanceof Error) return { privateKey: `The private key cannot be read: ${key.message}.` };
    return key.isPrivateKey() ? {} : { privateKey: 'This is a public key; the private one is needed.' };
  },
  derive: (config) => config,
});

const kubernetes = define({
  config: z.strictObject({ server: z.string().optional(), context: z.string().max(200).optional() }),
  secrets: z.strictObject({ kubeconfig: z.string().min(1).max(131_072) }),
  check({ context }, { kubeconfig }): Record<string, string> {
    const read = readKubeconfig(kubeconfig, context);
    return 'problem' in read ? { kubeconfig: read.problem } : {};
  },
  derive({ context }, { kubeconfig }) {
    const read = readKubeconfig(kubeconfig, context);
    return 'problem' in read ? {} : { server: read.server, context: read.context };
  },
});

const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/, 'is not the name of a header');
const http = define({
  config: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
  }),
  /** Header -> value. */
  secrets: z.record(headerName, z.string().min(1).max(8_000)).refine((headers) => Object.keys(headers).length <= 20, 'has at most 20 headers'),
  check: ({ url }, headers): Record<string, string> =>
    url === undefined && Object.keys(headers).length === 0 ? { url: 'An address or a header is needed.' } : {},
  derive: (config) => config,
});

/** The kinds of credentials there are. */
export const credentialKinds = { SSH: ssh, KUBERNETES: kubernetes, HTTP: http } satisfies Record<CredentialKind, unknown>;

export type SshConfig = z.infer<typeof ssh.config>;
export type SshSecrets = z.infer<typeof ssh.secrets>;
export type HttpConfig = z.infer<typeof http.config>;

/** The key in base64 of such a line; null when it is none. Pure. */
export function hostKeyOf(line: string): string | null {
  const words = line.trim().split(/\s+/);
  const at = words.findIndex((word) => /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-\S+)$/.test(word));
  const [type, key] = at === -1 ? [] : words.slice(at);
  if (type === undefined || key === undefined || !/^[A-Za-z0-9+/]+=*$/.test(key)) return null;
  const bytes = Buffer.from(key, 'base64');
  // The key begins with its own type, so a line whose two halves do not belong together is seen.
  return bytes.length > 4 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString('latin1') === type ? bytes.toString('base64') : null;
}
