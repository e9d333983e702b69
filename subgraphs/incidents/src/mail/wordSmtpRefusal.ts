import type { AppError } from '#kit/errors';
import type { ErrorCode } from '#contracts/errors';

/** Codes of SMTP: 4xx is tried again by the sender's server, 5xx goes back to the sender. */
const answers: Partial<Record<ErrorCode, [code: number, status: string]>> = {
  UNAUTHENTICATED: [550, '5.1.1'],
  FORBIDDEN: [550, '5.7.1'],
  RATE_LIMITED: [452, '4.3.1'],
  UNAVAILABLE: [451, '4.3.0'],
  INTERNAL: [451, '4.3.0'],
  BODY_TOO_LARGE: [552, '5.3.4'],
};

/** A refusal as SMTP says it; what is not named is the mail's own fault. */
export function wordSmtpRefusal({ code, message }: AppError): Error & { responseCode: number } {
  const [responseCode, status] = answers[code] ?? [554, '5.6.0'];
  return Object.assign(new Error(`${status} ${message}`), { responseCode });
}
