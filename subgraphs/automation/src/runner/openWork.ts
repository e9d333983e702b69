import type { SecretKey } from '#kit/secret';
import type { AutomationDb } from '../context.ts';
import { hostKeyOf } from '../credential/credentialKinds.ts';
import { openCredential } from '../credential/openCredential.ts';
import { openSecrets } from '../secret/openSecrets.ts';
import type { JobSpec } from './jobSpec.ts';
import type { JobOffer } from './protocol.ts';

/** A job's work with its secrets, and what of it must not be seen. NOT_FOUND names what is missing. */
export async function openWork(
  db: Pick<AutomationDb, 'secret' | 'credential'>,
  key: SecretKey,
  spec: JobSpec,
): Promise<Pick<JobOffer, 'work' | 'mask'>> {
  if (spec.kind === 'script') {
    const { language, code, parameters, secrets, limits } = spec;
    const opened = await openSecrets(db, key, Object.values(secrets));
    const environment = Object.fromEntries(Object.entries(secrets).map(([variable, name]) => [variable, opened.get(name) ?? '']));
    return { work: { kind: 'script', language, code, parameters, environment, limits }, mask: [...opened.values()] };
  }
  const { hostKeys, mask, user, ...secrets } = await openCredential(db, key, 'SSH', spec.credential);
  const { host, port, command } = spec;
  const keys = hostKeys.map(hostKeyOf).filter((each) => each !== null);
  return { work: { kind: 'ssh', host, port, user, command, ...secrets, hostKeys: keys }, mask };
}
