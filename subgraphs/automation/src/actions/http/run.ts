import type { CredentialKind } from '#prisma/generated/client';
import type { AutomationDb } from '../../context.ts';
import type { Deed } from '../../playbook/definition.ts';
import { isSensitiveHeader } from '../../playbook/sealHeaders.ts';
import type { Action, StepProblem } from '../actionKinds.ts';
import { judgeAnswer } from './judgeAnswer.ts';
import { maskRequest, maskResult } from './maskExchange.ts';
import { openRequest } from './openRequest.ts';
import { placeOfBody } from './renderRequest.ts';
import { problemAt } from '../problemAt.ts';
import { checkTemplate } from '../template.ts';

export type HttpStep = Extract<Deed, { kind: 'http' }>;

/** Methods that HTTP defines as harmless to repeat (RFC 9110, 9.2.2). */
const idempotentMethods: readonly string[] = ['GET', 'PUT', 'DELETE'];

/** One HTTP request to an address that the tenant chose. */
export const httpAction: Action<HttpStep> = {
  async check(step, { outbound, db }) {
    const headers = Object.entries(step.headers ?? {});
    const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json';
    return [
      ...problemAt('url', () => checkTemplate(step.url, 'url')),
      ...problemAt('body', () => step.body !== undefined && checkTemplate(step.body, placeOfBody(contentType))),
      ...headers.flatMap(([name, value]) => [
        ...(ownHeaders.includes(name.toLowerCase()) ? [{ path: `headers.${name}`, message: `The platform itself sets ${name}.` }] : []),
        ...(isSensitiveHeader(name) ? [] : problemAt(`headers.${name}`, () => checkTemplate(value, 'header'))),
      ]),
      ...(step.credential === undefined ? [] : await missingCredential(db, step.credential, 'HTTP')),
      // An address with a template in it is known, and checked, only when it is sent to.
      ...(/\{[{%]/.test(step.url) ? [] : problemAt('url', () => outbound.checkTarget(step.url))),
    ];
  },

  async describe(step, { scope, ref }, means) {
    const { request, secrets } = await openRequest(step, { ...ref, scope }, means);
    return maskRequest(request, secrets);
  },

  async perform(step, { scope, ref, signal }, means) {
    const { request, secrets } = await openRequest(step, { ...ref, scope }, means);
    const result = await means.outbound.send({ ...request, signal });
    const error = result.kind === 'failed' ? { error: result.detail } : {};
    return { ...judgeAnswer(result, step.expectStatus), ...error, output: maskResult(result, secrets) };
  },

  isRepeatable: (step) => step.idempotent ?? idempotentMethods.includes(step.method),
};

/** Headers that the platform sets itself. */
const ownHeaders = ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'idempotency-key'];

/** A problem with the name of a credential; none for one that is there and of the kind. */
export async function missingCredential(db: AutomationDb, name: string, kind: CredentialKind): Promise<StepProblem[]> {
  const found = await db.credential.findFirst({ where: { name }, select: { kind: true } });
  if (!found) return [{ path: 'credential', message: `There is no credential named ${name}.` }];
  return found.kind === kind ? [] : [{ path: 'credential', message: `The credential ${name} is one for ${found.kind}, not for ${kind}.` }];
}
