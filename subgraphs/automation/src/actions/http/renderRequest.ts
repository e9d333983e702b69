import type { SecretKey } from '#kit/secret';
import type { OutboundRequest } from '#kit/outbound';
import { isSensitiveHeader, openHeaders } from '../../playbook/sealHeaders.ts';
import type { HttpStep } from '../../playbook/steps.ts';
import type { ActionScope } from '../actionKinds.ts';
import { type Place, renderTemplate } from './template.ts';

/** The request of a step for one incident, and the secrets in it. Throws BAD_USER_INPUT when a template cannot be filled in. */
export function renderRequest(
  step: HttpStep,
  { idempotencyKey, ...variables }: ActionScope,
  secretKey: SecretKey,
): { request: OutboundRequest; secrets: string[] } {
  const opened = openHeaders(step.headers ?? {}, secretKey);
  const headers: Record<string, string> = { 'user-agent': 'sre-platform', 'idempotency-key': idempotencyKey };
  if (step.body !== undefined) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(opened.headers)) {
    headers[name.toLowerCase()] = isSensitiveHeader(name) ? value : renderTemplate(value, 'header', variables);
  }
  return {
    request: {
      method: step.method,
      url: renderTemplate(step.url, 'url', variables),
      headers,
      ...(step.body !== undefined && { body: renderTemplate(step.body, placeOfBody(headers['content-type'] ?? ''), variables) }),
      timeoutMs: step.timeoutMs,
    },
    secrets: opened.secrets,
  };
}

/** How values are escaped in a body of this content type. */
export function placeOfBody(contentType: string): Place {
  if (/json/i.test(contentType)) return 'json';
  return /x-www-form-urlencoded/i.test(contentType) ? 'form' : 'text';
}
