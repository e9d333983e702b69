import { saveCredential } from '#automation/credential/saveCredential';
import { exampleIncident, openTestAutomation, type TestAutomation } from '#automation/openTestAutomation';
import { describeWith } from '../servers/describeWith.ts';
import { type Kubernetes, startKubernetes } from '../servers/kubernetes.ts';

/** Kubernetes steps against a real API server. Asked for by `npm run test:kubernetes`: building one takes minutes. */
describeWith(['kube-apiserver'], 'Kubernetes', () => {
  let platform: TestAutomation;
  let cluster: Kubernetes;

  beforeAll(async () => {
    cluster = await startKubernetes();
    platform = await openTestAutomation();
    await cluster.create('/api/v1/namespaces', { metadata: { name: 'shop' } });
    const containers = [{ name: 'web', image: 'nginx', env: [{ name: 'A', value: '1' }] }];
    const [selector, metadata] = [{ matchLabels: { app: 'web' } }, { name: 'web', namespace: 'shop' }];
    await cluster.create('/apis/apps/v1/namespaces/shop/deployments', {
      metadata,
      spec: { replicas: 2, selector, template: { metadata: { labels: { app: 'web' } }, spec: { containers } } },
    });
    await cluster.create('/api/v1/namespaces/shop/pods', { metadata: { name: 'web-0' }, spec: { containers } });
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop';
    await cluster.create(`${rbac}/roles`, {
      metadata: { name: 'reader' },
      rules: [{ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list'] }],
    });
    await cluster.create(`${rbac}/rolebindings`, {
      metadata: { name: 'readers' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'readers' }],
    });
  }, 900_000);
  afterAll(async () => {
    await platform?.close();
    await cluster?.stop();
  }, 60_000);

  async function run(step: object, token: 'administrator' | 'reader' = 'administrator') {
    const caller = await platform.createTenant();
    await saveCredential(platform, caller, { name: 'shop', kind: 'KUBERNETES', secrets: { kubeconfig: cluster.kubeconfig(token) } });
    const usual = { kind: 'kubernetes', credential: 'shop', namespace: 'shop', resource: 'deployment', objectName: 'web', action: 'get' };
    await platform.createTriggered(caller, [{ ...usual, ...step }]);
    await platform.open(caller, exampleIncident());
    await platform.wake(caller);
    const [first] = await platform.runs(caller);
    return { ...first?.steps[0], output: first?.outputs.at(-1)?.output };
  }
  const read = async () => (await run({})).output as { object: Deployment };
  type Deployment = {
    metadata: { labels?: object };
    spec: {
      replicas: number;
      template: { metadata: { annotations?: Record<string, string> }; spec: { containers: { env: object[]; image: string }[] } };
    };
  };

  test('an object is read, scaled and restarted', async () => {
    expect((await read()).object.spec.replicas).toBe(2);
    expect(await run({ action: 'scale', replicas: '2 + 3' })).toMatchObject({ status: 'SUCCEEDED', outcome: 'succeeded' });
    expect(await run({ action: 'restart' })).toMatchObject({ status: 'SUCCEEDED' });
    const { spec } = (await read()).object;
    expect(spec.replicas).toBe(5);
    expect(Date.parse(spec.template.metadata.annotations?.['kubectl.kubernetes.io/restartedAt'] ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test('a patch changes what it names and leaves the rest, lists by their keys', async () => {
    const patch = JSON.stringify({
      metadata: { labels: { incident: '{{ incident.number }}' } },
      spec: { template: { spec: { containers: [{ name: 'web', env: [{ name: 'B', value: '2' }] }] } } },
    });
    expect(await run({ action: 'patch', patch })).toMatchObject({ status: 'SUCCEEDED' });
    const { metadata, spec } = (await read()).object;
    expect(metadata.labels).toEqual({ incident: '7' });
    expect(spec.template.spec.containers).toMatchObject([{ image: 'nginx', env: [{ name: 'B' }, { name: 'A' }] }]);
  });

  test.each([
    ['what is not there', { objectName: 'nobody' }, 'administrator', 'object_missing', /"nobody" not found/],
    ['what a role does not allow', { action: 'scale', replicas: '9' }, 'reader', 'forbidden', /cannot patch resource "deployments\/scale"/],
    [
      'what the API finds wrong',
      { action: 'patch', patch: '{"spec":{"replicas":-1}}' },
      'administrator',
      'rejected',
      /must be greater than or equal to 0/,
    ],
    [
      'an object that was changed meanwhile',
      { action: 'patch', patch: '{"metadata":{"resourceVersion":"1"}}' },
      'administrator',
      'conflict',
      /the object has been modified/,
    ],
  ] as const)('%s is refused', async (_, step, token, outcome, error) => {
    expect(await run(step, token)).toMatchObject({ status: 'FAILED', outcome, error: expect.stringMatching(error) });
  });

  test('logs of a pod that no node has yet are empty', async () => {
    expect(await run({ action: 'logs', resource: 'pod', objectName: 'web-0' })).toMatchObject({ status: 'SUCCEEDED', output: { text: '' } });
  });

  test('who may only look may look', async () => {
    expect(await run({}, 'reader')).toMatchObject({ status: 'SUCCEEDED' });
  });
});
