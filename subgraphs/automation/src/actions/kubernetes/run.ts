import type { OutboundResult } from '#kit/outbound';
import { AppError } from '#kit/errors';
import type { Prisma } from '#prisma/generated/client';
import { openCredential, type OpenCredential } from '../../credential/openCredential.ts';
import { readKubeconfig } from '../../credential/readKubeconfig.ts';
import { evaluateIn } from '../../engine/scope.ts';
import { createMask } from '../../mask/createMask.ts';
import { compileExpression } from '#kit/expression';
import { scopeVariables } from '../../playbook/definition.ts';
import { type Action, type ActionEnd } from '../actionKinds.ts';
import { missingCredential } from '../http/run.ts';
import { problemsAt } from '../script/run.ts';
import { checkTemplate } from '../template.ts';
import { type KubernetesCall, type KubernetesStep, planCall } from './planCall.ts';

/** Most that is kept of an answer, in bytes. */
const answerLimit = 64 * 1024;
/** An object of the cluster may be larger than what is kept of it, and has to be whole to be read. */
const readLimit = 2 * 1024 * 1024;

/** One request to the API of a cluster, by the platform itself; what it may reach is what all requests may. */
export const kubernetesAction: Action<KubernetesStep> = {
  async check(step, { db }) {
    const { action, resource, replicas, patch } = step;
    return [
      ...problemsAt('namespace', () => checkTemplate(step.namespace, 'url')),
      ...problemsAt('objectName', () => checkTemplate(step.objectName, 'url')),
      ...(patch === undefined ? [] : problemsAt('patch', () => checkTemplate(patch, 'json'))),
      ...(replicas === undefined ? [] : problemsAt('replicas', () => compileExpression(replicas, scopeVariables))),
      ...(action === 'scale' && replicas === undefined ? [{ path: 'replicas', message: 'Scaling needs the number of replicas.' }] : []),
      ...(action === 'patch' && patch === undefined ? [{ path: 'patch', message: 'A patch needs what is to be changed.' }] : []),
      ...(action === 'scale' && !['deployment', 'statefulset', 'replicaset'].includes(resource)
        ? [{ path: 'resource', message: `A ${resource} cannot be scaled.` }]
        : []),
      ...(action === 'restart' && !['deployment', 'statefulset', 'daemonset'].includes(resource)
        ? [{ path: 'resource', message: `A ${resource} cannot be restarted.` }]
        : []),
      ...(action === 'logs' && resource !== 'pod' ? [{ path: 'resource', message: 'Only a pod has logs.' }] : []),
      ...(await missingCredential(db, step.credential, 'KUBERNETES')),
    ];
  },

  describe(step, { scope }, { clock }) {
    const { method, path, body } = planCall(step, scope, clock.now(), evaluateIn);
    return { method, path, ...(body !== undefined && { body: body as Prisma.InputJsonObject }), credential: step.credential };
  },

  async perform(step, { scope, ref, signal }, { database, secretKey, outbound, clock }) {
    const call = planCall(step, scope, clock.now(), evaluateIn);
    const credential = await database.inTenant(ref.tenantId, (db) => openCredential(db, secretKey, 'KUBERNETES', step.credential));
    const { server, tls, headers } = openCluster(credential);
    const result = await outbound.send({
      method: call.method,
      url: `${server.replace(/\/+$/, '')}${call.path}`,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(call.body !== undefined && { 'content-type': call.contentType ?? 'application/strategic-merge-patch+json' }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      timeoutMs: step.timeoutSeconds * 1000,
      bodyLimit: call.isText ? answerLimit : readLimit,
      signal,
      tls,
    });
    return createMask(credential.mask).json(judge(result, call));
  },

  isRepeatable: (step) => step.idempotent ?? (step.action === 'get' || step.action === 'logs' || step.action === 'scale'),
};

function judge(result: OutboundResult, call: KubernetesCall): ActionEnd {
  if (result.kind === 'failed') {
    const status = result.reason === 'timeout' ? 'TIMED_OUT' : 'FAILED';
    return { status, outcome: result.reason, error: result.detail, output: { error: result.reason, detail: result.detail } };
  }
  const { status, body } = result;
  if (status >= 200 && status < 300)
    return { status: 'SUCCEEDED', outcome: 'succeeded', output: { status, ...(call.isText ? { text: body } : { object: shorten(body) }) } };
  const parsed = readJson(body) as { message?: unknown } | null;
  const message = typeof parsed?.message === 'string' ? parsed.message : body.slice(0, 500);
  const outcome =
    { 401: 'authentication_failed', 403: 'forbidden', 404: 'object_missing', 409: 'conflict', 422: 'rejected' }[status] ?? 'unexpected_status';
  return { status: 'FAILED', outcome, error: message, output: { status, message } };
}

/** An object as far as it is kept: without who owns which field of it, and without what does not fit. */
function shorten(body: string): Prisma.InputJsonObject {
  const parsed = readJson(body) as { metadata?: Record<string, unknown>; spec?: unknown; status?: unknown; kind?: unknown } | null;
  if (parsed === null) return {};
  const { managedFields: _, ...metadata } = parsed.metadata ?? {};
  const whole = { ...parsed, metadata };
  const kept =
    JSON.stringify(whole).length <= answerLimit
      ? whole
      : { kind: parsed.kind, metadata: { name: metadata['name'], namespace: metadata['namespace'] }, status: parsed.status };
  return (JSON.stringify(kept).length <= answerLimit ? kept : { kind: parsed.kind }) as Prisma.InputJsonObject;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function openCluster({ kubeconfig, context, server }: OpenCredential['KUBERNETES']) {
  const read = readKubeconfig(kubeconfig, context);
  if ('problem' in read) throw new AppError('BAD_USER_INPUT', read.problem);
  const [cluster, user] = [read.config.getCurrentCluster(), read.config.getCurrentUser()];
  const decoded = (data: string | undefined) => (data === undefined || data === '' ? undefined : Buffer.from(data, 'base64').toString('utf8'));
  const [ca, cert, key] = [decoded(cluster?.caData), decoded(user?.certData), decoded(user?.keyData)];
  const basic =
    user?.username !== undefined && user.password !== undefined
      ? `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`
      : undefined;
  const authorization: string | undefined = user?.token !== undefined && user.token !== '' ? `Bearer ${user.token}` : basic;
  return {
    server,
    headers: { ...(authorization !== undefined && { authorization }) },
    tls: {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(cluster?.tlsServerName !== undefined && { servername: cluster.tlsServerName }),
    },
  };
}
