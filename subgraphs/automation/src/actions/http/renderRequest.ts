import type { OutboundRequest } from '#kit/outbound';
import type { SecretKey } from '#kit/secret';
import type { Scope } from '../../engine/scope.ts';
import { isSensitiveHeader, openHeaders } from '../../playbook/sealHeaders.ts';
import type { HttpStep } from './run.ts';
import { type Place, renderTemplate } from '../template.ts';

/** As much of a step as a request is made of: an HTTP step, or the check of a verify step. */
export type RequestParts = Pick<HttpStep, 'method' | 'url' | 'headers' | 'body'> & { timeoutSeconds: number };

/** The request of a step for one run, and the secrets in it. Throws BAD_USER_INPUT when a template cannot be filled in. */
export function renderRequest(
  step: RequestParts,
  scope: Scope,
  idempotencyKey: string,
  secretKey: SecretKey,
): { request: OutboundRequest; secrets: string[] } {
  const opened = openHeaders(step.headers ?? {}, secretKey);
  const headers: Record<string, string> = { 'user-agent': 'sre-platform', 'idempotency-key': idempotencyKey };
  if (step.body !== undefined) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(opened.headers)) {
    headers[name.toLowerCase()] = isSensitiveHeader(name) ? value : renderTemplate(value, 'header', scope);
  }
  return {
    request: {
      method: step.method,
      url: renderTemplate(step.url, 'url', scope),
      headers,
      ...(step.body !== undefined && { body: renderTemplate(step.body, placeOfBody(headers['content-type'] ?? ''), scope) }),
      timeoutMs: step.timeoutSeconds * 1_000,
    },
    secrets: opened.secrets,
  };
}

/** How values are escaped in a body of this content type. */
export function placeOfBody(contentType: string): Place {
  if (/json/i.test(contentType)) return 'json';
  return /x-www-form-urlencoded/i.test(contentType) ? 'form' : 'text';
}
