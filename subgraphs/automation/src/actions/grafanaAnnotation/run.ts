import { AppError } from '#kit/errors';
import { openCredential } from '../../credential/openCredential.ts';
import type { Deed } from '../../playbook/definition.ts';
import type { Action, ActionMeans, Occasion } from '../actionKinds.ts';
import { judgeAnswer } from '../http/judgeAnswer.ts';
import { maskRequest, maskResult } from '../http/maskExchange.ts';
import { missingCredential } from '../http/run.ts';
import { problemAt } from '../problemAt.ts';
import { checkTemplate, renderTemplate } from '../template.ts';

type AnnotationStep = Extract<Deed, { kind: 'grafanaAnnotation' }>;

/** Writes an annotation into a Grafana (`POST /api/annotations`), on all dashboards that show its tags, or on one. */
export const grafanaAnnotationAction: Action<AnnotationStep> = {
  async check(step, { db }) {
    return [...problemAt('text', () => checkTemplate(step.text, 'text')), ...(await missingCredential(db, step.credential, 'HTTP'))];
  },
  async describe(step, occasion, means) {
    const { request, secrets } = await requestOf(step, occasion, means);
    return maskRequest(request, secrets);
  },
  async perform(step, occasion, means) {
    const { request, secrets } = await requestOf(step, occasion, means);
    const result = await means.outbound.send({ ...request, signal: occasion.signal });
    const error = result.kind === 'failed' ? { error: result.detail } : {};
    return { ...judgeAnswer(result, undefined), ...error, output: maskResult(result, secrets) };
  },
  // A second annotation stands beside the first, where people can tell them apart and take one away.
  isRepeatable: (step) => step.idempotent ?? true,
};

async function requestOf(step: AnnotationStep, { scope, ref }: Pick<Occasion, 'scope' | 'ref'>, { database, secretKey, clock }: ActionMeans) {
  const { url, headers, mask } = await database.inTenant(ref.tenantId, (db) => openCredential(db, secretKey, 'HTTP', step.credential));
  if (url === null) throw new AppError('BAD_USER_INPUT', `The credential ${step.credential} has no address: Grafana's is needed.`);
  const { tags, dashboardUid } = step;
  const body = {
    text: renderTemplate(step.text, 'text', scope),
    tags: ['sre-platform', ...tags],
    time: clock.now().getTime(),
    ...(dashboardUid !== undefined && { dashboardUID: dashboardUid }),
  };
  return {
    request: {
      method: 'POST' as const,
      url: `${url.replace(/\/+$/, '')}/api/annotations`,
      headers: { 'user-agent': 'sre-platform', 'content-type': 'application/json', 'idempotency-key': ref.idempotencyKey, ...headers },
      body: JSON.stringify(body),
      timeoutMs: step.timeoutSeconds * 1_000,
    },
    secrets: mask,
  };
}
