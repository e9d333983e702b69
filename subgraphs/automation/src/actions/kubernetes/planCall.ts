import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import type { Scope } from '../../engine/scope.ts';
import type { Deed } from '../../playbook/definition.ts';
import { renderTemplate } from '../template.ts';

export type KubernetesStep = Extract<Deed, { kind: 'kubernetes' }>;
/** A request to the API of a cluster. */
export type KubernetesCall = { method: 'GET' | 'PATCH'; path: string; body?: Json; contentType?: string; isText: boolean };

const plurals: Record<KubernetesStep['resource'], string> = {
  pod: 'api/v1/pods',
  node: 'api/v1/nodes',
  configmap: 'api/v1/configmaps',
  service: 'api/v1/services',
  deployment: 'apis/apps/v1/deployments',
  statefulset: 'apis/apps/v1/statefulsets',
  daemonset: 'apis/apps/v1/daemonsets',
  replicaset: 'apis/apps/v1/replicasets',
};
const mostReplicas = 10_000;
/** A name of Kubernetes: it can be neither a path of its own nor a question. */
const objectName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** The request that a step makes. BAD_USER_INPUT for what its templates and expressions give that no name or number is. Pure. */
export function planCall(step: KubernetesStep, scope: Scope, now: Date, evaluate: (scope: Scope, text: string) => Json): KubernetesCall {
  const [namespace, name] = [nameOf(step.namespace, scope, 'namespace'), nameOf(step.objectName, scope, 'objectName')];
  const plural = plurals[step.resource];
  const at = plural.lastIndexOf('/');
  const place = step.resource === 'node' ? plural : `${plural.slice(0, at)}/namespaces/${namespace}${plural.slice(at)}`;
  const path = `/${place}/${name}`;
  switch (step.action) {
    case 'get':
      return { method: 'GET', path, isText: false };
    case 'logs':
      return { method: 'GET', path: `${path}/log?tailLines=${step.tailLines ?? 200}`, isText: true };
    case 'scale': {
      const replicas = evaluate(scope, step.replicas ?? 'null');
      if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0 || replicas > mostReplicas)
        throw new AppError('BAD_USER_INPUT', `replicas: ${JSON.stringify(replicas)} is not a whole number from 0 to ${mostReplicas}.`);
      return { method: 'PATCH', path: `${path}/scale`, body: { spec: { replicas } }, contentType: 'application/merge-patch+json', isText: false };
    }
    case 'restart': {
      // What kubectl rollout restart does.
      const annotations = { 'kubectl.kubernetes.io/restartedAt': now.toISOString() };
      return { method: 'PATCH', path, body: { spec: { template: { metadata: { annotations } } } }, isText: false };
    }
    case 'patch':
      return { method: 'PATCH', path, body: readPatch(renderTemplate(step.patch ?? '', 'json', scope)), isText: false };
    default:
      return step.action satisfies never;
  }
}

function nameOf(template: string, scope: Scope, field: string): string {
  const name = renderTemplate(template, 'text', scope).trim();
  if (!objectName.test(name)) throw new AppError('BAD_USER_INPUT', `${field}: "${name}" is not a name of Kubernetes.`);
  return name;
}

function readPatch(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError('BAD_USER_INPUT', 'patch: What it prints is not JSON.', { cause });
  }
}
