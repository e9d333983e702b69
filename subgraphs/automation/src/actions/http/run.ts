import { AppError } from '#kit/errors';
import { idempotentMethods, type HttpStep } from '../../playbook/steps.ts';
import { isSensitiveHeader } from '../../playbook/sealHeaders.ts';
import type { Action } from '../actionKinds.ts';
import { judgeAnswer } from './judgeAnswer.ts';
import { maskRequest, maskResult } from './maskExchange.ts';
import { placeOfBody, renderRequest } from './renderRequest.ts';
import { checkTemplate } from './template.ts';

/** One HTTP request to an address that the tenant chose. */
export const httpAction: Action<HttpStep> = {
  check(step, { outbound }) {
    const headers = Object.entries(step.headers ?? {});
    const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json';
    checkTemplate(step.url, 'url');
    if (step.body !== undefined) checkTemplate(step.body, placeOfBody(contentType));
    for (const [name, value] of headers) if (!isSensitiveHeader(name)) checkTemplate(value, 'header');
    // An address with a template in it is known, and checked, only when it is sent to.
    if (!/\{[{%]/.test(step.url)) outbound.checkTarget(step.url);
  },

  prepare(step, scope, { outbound, secretKey }) {
    try {
      const { request, secrets } = renderRequest(step, scope, secretKey);
      return {
        input: maskRequest(request, secrets),
        async perform() {
          const result = await outbound.send(request);
          return { ...judgeAnswer(result, step.expectStatus), output: maskResult(result, secrets) };
        },
      };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BAD_USER_INPUT') throw error;
      const output = { error: 'template_failed', detail: error.message };
      return { input: { method: step.method, url: step.url }, perform: async () => ({ status: 'FAILED', outcome: 'template_failed', output }) };
    }
  },

  isRepeatable: (step) => idempotentMethods.includes(step.method) || step.idempotent === true,
};
