import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type FakeCluster = {
  kubeconfig: string;
  token: string;
  requests: { method: string; path: string; type: string | undefined; body: unknown }[];
  close(): Promise<void>;
};

/**
 * The API server of a small cluster over HTTPS, with an authority of its own: one deployment `web` and one pod `web-0` in the namespace `shop`. Its answers have the shapes that
 * a real one of version 1.31 gives.
 */
export async function startFakeCluster(): Promise<FakeCluster> {
  const dir = mkdtempSync(join(tmpdir(), 'cluster-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=kube',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(dir, { recursive: true });
  const token = 'token-of-the-cluster';
  const requests: FakeCluster['requests'] = [];
  const metadata = { name: 'web', namespace: 'shop', resourceVersion: '7', managedFields: [{ manager: 'kubectl', fieldsV1: {} }] };
  const deployment = { kind: 'Deployment', apiVersion: 'apps/v1', metadata, spec: { replicas: 2 }, status: { readyReplicas: 2 } };
  const refusal = (code: number, reason: string, message: string) => ({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code });
  const answer = (method: string, path: string): [number, unknown] => {
    const [plain] = path.split('?');
    switch (plain) {
      case '/apis/apps/v1/namespaces/shop/deployments/web':
        return [200, deployment];
      case '/apis/apps/v1/namespaces/shop/deployments/web/scale':
        return [200, { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name: 'web' }, spec: { replicas: 5 }, status: { replicas: 2 } }];
      case '/api/v1/namespaces/shop/pods/web-0/log':
        return [200, `line one\nthe token is ${token}\n`];
      case '/api/v1/nodes/n-1':
        return [403, refusal(403, 'Forbidden', 'nodes "n-1" is forbidden: User "system:serviceaccount:shop:sre" cannot get resource "nodes"')];
      default:
        return [404, refusal(404, 'NotFound', `${method} ${plain}: not found`)];
    }
  };
  const server = createServer(tls, (request, response) => {
    void (async () => {
      const body = await text(request);
      const { method = '', url = '', headers } = request;
      requests.push({ method, path: url, type: headers['content-type'], body: body === '' ? null : JSON.parse(body) });
      const isKnown = headers.authorization === `Bearer ${token}`;
      const [status, value] = isKnown ? answer(method, url) : [401, refusal(401, 'Unauthorized', 'Unauthorized')];
      response
        .writeHead(status, { 'content-type': typeof value === 'string' ? 'text/plain' : 'application/json' })
        .end(typeof value === 'string' ? value : JSON.stringify(value));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = tls.cert.toString('base64');
  return {
    token,
    requests,
    kubeconfig: `apiVersion: v1
kind: Config
current-context: shop
contexts: [{ name: shop, context: { cluster: shop, user: sre } }]
clusters: [{ name: shop, cluster: { server: 'https://127.0.0.1:${(server.address() as AddressInfo).port}', certificate-authority-data: ${authority} } }]
users: [{ name: sre, user: { token: ${token} } }]
`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
