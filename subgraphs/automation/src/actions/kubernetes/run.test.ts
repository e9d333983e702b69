import type { Caller } from '#kit/caller';
import { saveCredential } from '../../credential/saveCredential.ts';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../../openTestAutomation.ts';
import { type FakeCluster, startFakeCluster } from './fake.ts';

let platform: TestAutomation;
let cluster: FakeCluster;
beforeAll(async () => {
  platform = await openTestAutomation();
  cluster = await startFakeCluster();
});
afterAll(async () => {
  await cluster.close();
  await platform.close();
});

async function run(
  step: object,
  kubeconfig = cluster.kubeconfig,
): Promise<{ caller: Caller; step: { status: string; outcome: string | null; error: string | null }; output: unknown }> {
  const caller = await platform.createTenant();
  await saveCredential(platform, caller, { name: 'shop', kind: 'KUBERNETES', secrets: { kubeconfig } });
  const usual = { kind: 'kubernetes', credential: 'shop', namespace: 'shop', resource: 'deployment', objectName: 'web', action: 'get' };
  await platform.createTriggered(caller, [{ ...usual, ...step }]);
  await platform.open(caller, exampleIncident({ labels: { pod: 'web-0' } }));
  await platform.wake(caller);
  const [first] = await platform.runs(caller);
  const row = first?.steps[0];
  if (!first || !row) throw new Error('There was no run.');
  return { caller, step: row, output: first.outputs.at(-1)?.output };
}

test('an object is read over TLS with the authority of the kubeconfig, without who owns which field', async () => {
  const { step, output } = await run({});
  expect(step).toMatchObject({ status: 'SUCCEEDED', outcome: 'succeeded' });
  expect(output).toMatchObject({
    status: 200,
    object: { kind: 'Deployment', spec: { replicas: 2 }, metadata: { name: 'web', resourceVersion: '7' } },
  });
  expect(JSON.stringify(output)).not.toContain('managedFields');
});

test('scaling, restarting and patching send what Kubernetes wants', async () => {
  cluster.requests.length = 0;
  await run({ action: 'scale', replicas: '2 + 3' });
  await run({ action: 'restart' });
  await run({ action: 'patch', patch: '{"metadata":{"labels":{"pod":"{{ incident.labels.pod }}"}}}' });
  expect(cluster.requests).toMatchObject([
    { method: 'PATCH', path: expect.stringMatching(/\/scale$/), type: 'application/merge-patch+json', body: { spec: { replicas: 5 } } },
    {
      type: 'application/strategic-merge-patch+json',
      body: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': expect.any(String) } } } } },
    },
    { body: { metadata: { labels: { pod: 'web-0' } } } },
  ]);
});

test('logs are text, and the token in them is masked', async () => {
  const { output } = await run({ action: 'logs', resource: 'pod', objectName: '{{ incident.labels.pod }}' });
  expect(output).toMatchObject({ text: 'line one\nthe token is ***\n' });
});

test.each([
  [{ resource: 'node', objectName: 'n-1' }, 'forbidden', /cannot get resource/],
  [{ objectName: 'nobody' }, 'object_missing', /not found/],
])('%j ends as %s', async (change, outcome, error) => {
  expect((await run(change)).step).toMatchObject({ status: 'FAILED', outcome, error: expect.stringMatching(error) });
});

test('a server that its authority did not sign for is not spoken to', async () => {
  cluster.requests.length = 0;
  const other = await startFakeCluster();
  const authority = /certificate-authority-data: (\S+)/;
  const wrong = cluster.kubeconfig.replace(authority, authority.exec(other.kubeconfig)?.[0] ?? '');
  await other.close();
  expect((await run({}, wrong)).step).toMatchObject({ status: 'FAILED', outcome: 'tls_failed' });
  expect((await run({}, cluster.kubeconfig.replace(cluster.token, 'another-token'))).step).toMatchObject({ outcome: 'authentication_failed' });
  expect(cluster.requests).toHaveLength(1);
});
