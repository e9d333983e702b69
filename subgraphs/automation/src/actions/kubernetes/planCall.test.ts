import type { Scope } from '../../engine/scope.ts';
import { evaluateIn } from '../../engine/scope.ts';
import { kubernetesStep } from '../../playbook/definition.ts';
import { planCall } from './planCall.ts';

const scope: Scope = {
  ...{ event: null, incident: { labels: { pod: 'web-0', evil: '../../secrets', n: '3' } }, inputs: { n: 3 }, steps: {}, item: null, index: null },
  run: { id: 'r', playbook: 'p', cause: { kind: 'person', label: 'x' } },
};
const call = (change: object) =>
  planCall(
    kubernetesStep.parse({
      ...{ kind: 'kubernetes', id: 'k', name: 'k', credential: 'c', namespace: 'shop', resource: 'deployment', objectName: 'web', action: 'get' },
      ...change,
    }),
    scope,
    new Date('2026-01-31T12:00:00Z'),
    evaluateIn,
  );

test.each([
  [{}, { method: 'GET', path: '/apis/apps/v1/namespaces/shop/deployments/web' }],
  [{ resource: 'node', objectName: 'n-1' }, { path: '/api/v1/nodes/n-1' }],
  [
    { action: 'logs', resource: 'pod', objectName: '{{ incident.labels.pod }}', tailLines: 5 },
    { path: '/api/v1/namespaces/shop/pods/web-0/log?tailLines=5', isText: true },
  ],
  [
    { action: 'scale', replicas: 'inputs.n + 1' },
    { method: 'PATCH', path: '/apis/apps/v1/namespaces/shop/deployments/web/scale', body: { spec: { replicas: 4 } } },
  ],
  [
    { action: 'restart' },
    {
      method: 'PATCH',
      body: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-31T12:00:00.000Z' } } } } },
    },
  ],
  [
    { action: 'patch', patch: '{"metadata":{"labels":{"a":"{{ incident.labels.evil }}"}}}' },
    { body: { metadata: { labels: { a: '../../secrets' } } } },
  ],
])('%j is %j', (change, expected) => {
  expect(call(change)).toMatchObject(expected);
});

test.each([
  [{ objectName: '{{ incident.labels.evil }}' }, /objectName: /],
  [{ namespace: 'a/b' }, /namespace: /],
  [{ action: 'scale', replicas: 'incident.labels.n' }, /replicas: /],
  [{ action: 'scale', replicas: '-1' }, /replicas: /],
  [{ action: 'patch', patch: '{' }, /patch: /],
])('%j is refused', (change, message) => {
  expect(() => call(change)).toThrow(message);
});
