import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The real servers, the browser, and the clients of other systems that tests may start. */
export type ServerName =
  | 'versitygw'
  | 'redis'
  | 'prometheus'
  | 'alertmanager'
  | 'amtool'
  | 'neo4j'
  | 'keycloak'
  | 'chromium'
  | 'pdjs'
  | 'opsgenie-sdk'
  | 'node-exporter'
  | 'sshd'
  | 'n8n'
  | 'kube-apiserver';

/** What one server needs on the machine: programs of Debian packages, and for some a build that is done once and cached. */
export type Requirement = {
  /** The file that is there once the server can be started. */
  readonly proof: string;
  /** Programs that are run, with the Debian package that has each. */
  readonly programs: Readonly<Record<string, string>>;
  /** Debian packages without a program of their own that is run. */
  readonly also?: readonly string[];
  /** Too heavy to be had on every machine that runs the tests: only a suite that is asked for by its name brings it. */
  readonly onDemand?: true;
  /** The commands that make the cached part in the folder `into`; each is a program and its arguments. */
  readonly build?: (into: string) => readonly (readonly string[])[];
  /** Files that the build reads, by name in the folder `into`. */
  readonly files?: Readonly<Record<string, string>>;
};

/** What takes minutes to build is kept outside of any checkout, named by its version. */
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sre-platform-servers');

const neo4jPom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>tests</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>5.26.12</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>5.26.12</version></dependency>
  </dependencies>
</project>
`;

/** The parts of Kubernetes are modules that its own build finds beside it. */
const kubernetesParts =
  'api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider cluster-bootstrap code-generator component-base component-helpers controller-manager cri-api cri-client csi-translation-lib dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator kube-controller-manager kube-proxy kube-scheduler kubectl kubelet metrics mount-utils pod-security-admission sample-apiserver sample-cli-plugin sample-controller';
const kubernetesModule = `module build

go 1.25

require k8s.io/kubernetes v1.34.1

replace (
${kubernetesParts
  .split(' ')
  .map((part) => `\tk8s.io/${part} => k8s.io/${part} v0.34.1`)
  .join('\n')}
)
`;

const java = { java: 'default-jre-headless', mvn: 'maven' } as const;

/** Every server with what it needs. Neo4j is GPL: it runs beside the tests and is never part of what is distributed. */
export const requirements = {
  redis: { proof: 'redis-server', programs: { 'redis-server': 'redis-server' } },
  prometheus: { proof: 'prometheus', programs: { prometheus: 'prometheus' } },
  amtool: { proof: 'amtool', programs: { amtool: 'prometheus-alertmanager' } },
  'node-exporter': { proof: 'prometheus-node-exporter', programs: { 'prometheus-node-exporter': 'prometheus-node-exporter' } },
  sshd: { proof: 'sshd', programs: { sshd: 'openssh-server', 'ssh-keygen': 'openssh-client' } },
  chromium: { proof: 'chromium', programs: { chromium: 'chromium' }, also: ['fonts-liberation'] },
  alertmanager: {
    // Debian has 0.25; later versions than this one do not build from their module alone (their web assets are missing).
    proof: join(cache, 'alertmanager-0.31.1', 'bin', 'alertmanager'),
    programs: { go: 'golang-go' },
    build: (into) => [
      ['env', `GOBIN=${join(into, 'bin')}`, 'CGO_ENABLED=0', 'go', 'install', 'github.com/prometheus/alertmanager/cmd/alertmanager@v0.31.1'],
    ],
  },
  versitygw: {
    proof: join(cache, 'versitygw-1.8.0', 'bin', 'versitygw'),
    programs: { go: 'golang-go' },
    build: (into) => [['env', `GOBIN=${join(into, 'bin')}`, 'CGO_ENABLED=0', 'go', 'install', 'github.com/versity/versitygw/cmd/versitygw@v1.8.0']],
  },
  // Other systems' own clients are not among the packages of the platform: one of them brings fifty of its own.
  pdjs: {
    proof: join(cache, 'pdjs-2.2.4', 'package-lock.json'),
    programs: { npm: 'npm' },
    build: (into) => [['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', into, '@pagerduty/pdjs@2.2.4']],
  },
  'opsgenie-sdk': {
    proof: join(cache, 'opsgenie-sdk-0.5.1', 'package-lock.json'),
    programs: { npm: 'npm' },
    build: (into) => [['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', into, 'opsgenie-sdk@0.5.1', 'request@2.88.2']],
  },
  // Its licence forbids to bundle it: it is somebody else's server, also here.
  n8n: {
    proof: join(cache, 'n8n-2.40.5', 'package-lock.json'),
    programs: { npm: 'npm' },
    onDemand: true,
    build: (into) => [['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', into, 'n8n@2.40.5']],
  },
  'kube-apiserver': {
    proof: join(cache, 'kube-apiserver-1.34.1', 'bin', 'kube-apiserver'),
    programs: { go: 'golang-go', etcd: 'etcd-server' },
    onDemand: true,
    files: { 'go.mod': kubernetesModule, 'build.go': '//go:build tools\n\npackage build\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n' },
    build: (into) => [
      [
        ...['env', 'GOFLAGS=-mod=mod', 'go', 'build', '-C', into, '-trimpath', '-ldflags', '-s -w'],
        ...['-o', join(into, 'bin', 'kube-apiserver'), 'k8s.io/kubernetes/cmd/kube-apiserver'],
      ],
    ],
  },
  neo4j: {
    proof: join(cache, 'neo4j-5.26.12', 'lib'),
    programs: java,
    files: { 'pom.xml': neo4jPom },
    build: (into) => [
      [
        'mvn',
        '-q',
        '-B',
        '-f',
        join(into, 'pom.xml'),
        'dependency:copy-dependencies',
        '-DincludeScope=runtime',
        `-DoutputDirectory=${join(into, 'lib')}`,
      ],
    ],
  },
  keycloak: {
    proof: join(cache, 'keycloak-26.4.2', 'lib'),
    programs: { ...java, unzip: 'unzip' },
    build: (into) => [
      ['mvn', '-q', '-B', 'dependency:copy', '-Dartifact=org.keycloak:keycloak-quarkus-dist:26.4.2:zip', `-DoutputDirectory=${into}`],
      ['unzip', '-q', join(into, 'keycloak-quarkus-dist-26.4.2.zip'), '-d', into],
      ['rm', join(into, 'keycloak-quarkus-dist-26.4.2.zip')],
      ['sh', '-c', 'mv "$0"/keycloak-26.4.2/* "$0" && rmdir "$0"/keycloak-26.4.2', into],
      // Keycloak assembles itself for its settings before it first starts, which takes longer than starting does.
      [join(into, 'bin', 'kc.sh'), 'build', '--db=dev-mem'],
    ],
  },
} as const satisfies Record<ServerName, Requirement>;

/** Path of a program as a shell would find it, also where a plain user's PATH leaves out the administrator's folders. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/usr/sbin', '/usr/local/go/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Path that the server is started from, or `undefined` while something of it is missing. */
export function findServer(name: ServerName): string | undefined {
  const { proof, programs }: Requirement = requirements[name];
  const isBuilt = proof.startsWith('/');
  // The tools of a build are not needed any more once it is cached; what runs the result is.
  const missing = Object.keys(programs).filter((program) => (!isBuilt || program === 'java') && findProgram(program) === undefined);
  if (missing.length > 0) return undefined;
  return isBuilt ? (existsSync(proof) ? proof : undefined) : findProgram(proof);
}

/** What a person has to install before the server can be started or built; empty when nothing is missing. */
export function missingPackages(name: ServerName): string[] {
  const { programs, also = [] }: Requirement = requirements[name];
  if (findServer(name) !== undefined) return [];
  const packages = Object.entries(programs).flatMap(([program, debian]) => (findProgram(program) === undefined ? [debian] : []));
  return packages.length === 0 ? [] : [...packages, ...also];
}
