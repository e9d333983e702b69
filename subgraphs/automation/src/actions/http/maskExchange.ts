import type { OutboundRequest, OutboundResult } from '#kit/outbound';
import type { Prisma } from '#prisma/generated/client';
import { isSensitiveHeader } from '../../playbook/sealHeaders.ts';

/** Most that is kept of a body, in bytes. */
const bodyLimit = 64 * 1024;

const mask = '***';

/** A request as it may be stored and shown: secret headers and secret query values masked, the body cut at 64 KiB. Pure. */
export function maskRequest({ method, url, headers = {}, body }: OutboundRequest, secrets: readonly string[]): Prisma.InputJsonObject {
  const shownHeaders = Object.entries(headers).map(([name, value]) => [name, isSensitiveHeader(name) ? mask : hide(value, secrets)] as const);
  return {
    method,
    url: hide(maskUrl(url), secrets),
    headers: Object.fromEntries<string>(shownHeaders),
    ...(body !== undefined && { body: cut(hide(body, secrets)) }),
  };
}

/** An answer, or its failure, as it may be stored and shown: where the receiver echoes a secret it is masked. Pure. */
export function maskResult(result: OutboundResult, secrets: readonly string[]): Prisma.InputJsonObject {
  if (result.kind === 'failed') return { error: result.reason, detail: hide(result.detail, secrets) };
  return { status: result.status, body: cut(hide(result.body, secrets)), bodyCut: result.bodyCut };
}

function maskUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  for (const name of url.searchParams.keys()) if (isSensitiveHeader(name) || /^(key|sig|code)$/i.test(name)) url.searchParams.set(name, mask);
  if (url.password !== '') url.password = mask;
  return url.href;
}

/** PostgreSQL's JSON holds no NUL. */
function hide(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= 4).reduce((shown, secret) => shown.replaceAll(secret, mask), text.replaceAll('\0', '\uFFFD'));
}

function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= bodyLimit ? text : bytes.subarray(0, bodyLimit).toString('utf8');
}
