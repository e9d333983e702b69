import { AppError } from '#kit/errors';
import { openSecret, type SecretKey } from '#kit/secret';
import type { CredentialKind } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationDb } from '../context.ts';
import { credentialKinds, type HttpConfig, type SshConfig, type SshSecrets } from './credentialKinds.ts';
import { readKubeconfig } from './readKubeconfig.ts';

/** Credentials ready for use; `mask` holds what must not be seen in any output (mask/createMask). */
export type OpenCredential = {
  SSH: SshConfig & SshSecrets & { mask: string[] };
  KUBERNETES: { kubeconfig: string; context: string; server: string; mask: string[] };
  /** `url` is the address that it is for; null for any. */
  HTTP: { url: string | null; headers: Record<string, string>; mask: string[] };
};

/** Opens a credential of a kind by its name. NOT_FOUND when there is none, or it is of another kind. */
export async function openCredential<Kind extends CredentialKind>(
  db: Pick<AutomationDb, 'credential'>,
  key: SecretKey,
  kind: Kind,
  name: string,
): Promise<OpenCredential[Kind]> {
  const row = await db.credential.findFirst({ where: { name } });
  if (!row || row.kind !== kind) {
    throw new AppError(
      'NOT_FOUND',
      row ? `The credential ${name} is one for ${row.kind}, not for ${kind}.` : `There is no credential named ${name}.`,
    );
  }
  const secrets = Object.fromEntries(
    Object.entries(z.record(z.string(), z.string()).parse(row.secrets)).map(([field, sealed]) => [field, openSecret(sealed, key)]),
  );
  return open[kind](row.config, secrets);
}

/** The headers for a request with an HTTP credential. TARGET_REFUSED when it is for another address: its secrets are not sent wherever a playbook says. */
export function headersFor({ url, headers }: OpenCredential['HTTP'], target: string): Record<string, string> {
  if (url !== null && URL.canParse(target) && new URL(url).origin !== new URL(target).origin)
    throw new AppError('TARGET_REFUSED', `The credential is for ${new URL(url).origin} and not for ${new URL(target).origin}.`);
  return headers;
}

const open: { [Kind in CredentialKind]: (config: unknown, secrets: Record<string, string>) => OpenCredential[Kind] } = {
  SSH(config, secrets) {
    return { ...credentialKinds.SSH.config.parse(config), ...credentialKinds.SSH.secrets.parse(secrets), mask: Object.values(secrets) };
  },
  KUBERNETES(config, secrets) {
    const { kubeconfig } = credentialKinds.KUBERNETES.secrets.parse(secrets);
    const read = readKubeconfig(kubeconfig, credentialKinds.KUBERNETES.config.parse(config).context);
    if ('problem' in read) throw new AppError('BAD_USER_INPUT', read.problem);
    const user = read.config.getCurrentUser();
    const mask = [kubeconfig, user?.token, user?.password, user?.keyData].filter((value): value is string => value !== undefined && value !== '');
    return { kubeconfig, server: read.server, context: read.context, mask };
  },
  HTTP(config, secrets) {
    const { url }: HttpConfig = credentialKinds.HTTP.config.parse(config);
    // `Bearer x` is masked as a whole and as `x`.
    const mask = Object.values(secrets).flatMap((value) => [value, ...value.split(' ').slice(1)]);
    return { url: url ?? null, headers: secrets, mask };
  },
};
