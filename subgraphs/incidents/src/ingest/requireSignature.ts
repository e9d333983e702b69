import { AppError } from '#kit/errors';
import { openSecret } from '#kit/secret';
import type { IncidentsPlatform } from '../context.ts';
import type { Sender } from './authenticate.ts';
import { judgeSignature } from './judgeSignature.ts';

type Headers = { body: string; signature: string | string[] | undefined; timestamp: string | string[] | undefined };

/** Refuses, with SIGNATURE_REFUSED and the reason by name, what the secret of its integration did not sign. An integration without a secret takes everything. */
export function requireSignature({ secretKey, clock }: IncidentsPlatform, sender: Sender, { body, signature, timestamp }: Headers): void {
  if (sender.secret === null) return;
  const secret = openSecret(sender.secret, secretKey);
  const verdict = judgeSignature({ secret, body, signature: single(signature), timestamp: single(timestamp), now: clock.now() });
  if (verdict !== 'signed') {
    throw new AppError('SIGNATURE_REFUSED', `The integration "${sender.name}" takes only what is signed with its secret: ${verdict}.`);
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
