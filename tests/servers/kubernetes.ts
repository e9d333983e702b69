import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../run/embedded/freePort.ts';
import { ensure } from './ensure.ts';
import { makeHome } from './home.ts';
import { launch, listens } from './launch.ts';
import { findProgram } from './requirements.ts';

export type Kubernetes = {
  /** What whoever has this token gets along with: `administrator` may everything, `reader` what a role binding gives it. */
  kubeconfig(token: 'administrator' | 'reader'): string;
  /** Makes an object, or binds a role, as the administrator. */
  create(path: string, object: object): Promise<void>;
  stop(): Promise<void>;
};

/** The API server of Kubernetes 1.34 over an etcd of its own, with RBAC; no controllers and no nodes, so objects stay as they were written. */
export async function startKubernetes(): Promise<Kubernetes> {
  const program = ensure('kube-apiserver');
  const [home, store] = [makeHome('kube-apiserver'), makeHome('etcd')];
  const [port, etcdPort, peerPort] = [await freePort(), await freePort(), await freePort()];
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  home.write({
    'sa.key': keys.privateKey,
    'sa.pub': keys.publicKey,
    'tokens.csv': 'administrator,admin,1,system:masters\nreader,reader,2,readers\n',
  });
  const [client, peer] = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${peerPort}`];
  const etcd = await launch({
    program: findProgram('etcd') ?? 'etcd',
    args: [
      `--data-dir=${join(store.dir, 'data')}`,
      ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
    ],
    home: store,
    isReady: () => listens(etcdPort),
  });
  const certificates = join(home.dir, 'certificates');
  const server = await launch({
    program,
    args: [
      ...[`--etcd-servers=${client}`, `--secure-port=${port}`, '--bind-address=127.0.0.1', `--cert-dir=${certificates}`],
      ...[`--service-account-key-file=${join(home.dir, 'sa.pub')}`, `--service-account-signing-key-file=${join(home.dir, 'sa.key')}`],
      ...['--service-account-issuer=https://kubernetes.default.svc', '--service-cluster-ip-range=10.0.0.0/24'],
      ...[`--token-auth-file=${join(home.dir, 'tokens.csv')}`, '--authorization-mode=RBAC', '--disable-admission-plugins=ServiceAccount'],
    ],
    home,
    isReady: async () => (await listens(port)) && (await ask('GET', '/readyz').catch(() => 0)) === 200,
    patience: 120,
  }).catch(async (error: unknown) => {
    await etcd.stop();
    throw error;
  });

  function ask(method: string, path: string, body?: object): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: 'Bearer administrator', 'content-type': 'application/json' };
      // Its certificate is its own, made as it starts.
      const sent = request({ host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false }, (response) => {
        const { statusCode = 0 } = response;
        text(response).then(
          (said) => (statusCode >= 300 && body ? reject(new Error(`${method} ${path}: ${statusCode} ${said}`)) : resolve(statusCode)),
          reject,
        );
      });
      sent.on('error', reject).end(body && JSON.stringify(body));
    });
  }

  return {
    kubeconfig: (token) => `apiVersion: v1
kind: Config
current-context: shop
contexts: [{ name: shop, context: { cluster: shop, user: sre } }]
clusters: [{ name: shop, cluster: { server: 'https://127.0.0.1:${port}', certificate-authority-data: ${readFileSync(join(certificates, 'apiserver.crt')).toString('base64')} } }]
users: [{ name: sre, user: { token: ${token} } }]
`,
    create: async (path, object) => void (await ask('POST', path, object)),
    async stop() {
      await server.stop();
      await etcd.stop();
    },
  };
}
