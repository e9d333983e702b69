import type { Labels } from '#contracts/words';
import type { ResourceKind } from '#prisma/generated/client';
import { deploymentOfPod } from './deploymentOfPod.ts';
import { isOfNetworkDevice, type LabelRole, readSubject, type Subject } from './labelRoles.ts';
import { hostName, type Instance, parseInstance } from './parseInstance.ts';
import { type RelationKind, relationRules } from './relationRules.ts';

/** A resource as labels name it: (kind, key) is its identity within a tenant. */
export type NamedResource = {
  kind: ResourceKind;
  /** Lower case; a Kubernetes object as `cluster:namespace/name`, without the parts that are not known. */
  key: string;
  name: string;
  /** The labels that identify it, in their usual spelling. */
  labels: Labels;
};

export type NamedRelation = { from: NamedResource; to: NamedResource; kind: RelationKind };

/** What an alert is about: at most one resource of each kind, and how they stand to each other. Empty when its labels name none. */
export function resourcesOf(labels: Labels): { resources: NamedResource[]; relations: NamedRelation[] } {
  const subject = readSubject(labels);
  const found: Partial<Record<ResourceKind, NamedResource>> = { ...inKubernetes(subject), ...onMachines(subject, isOfNetworkDevice(labels)) };
  const relations = relationRules.flatMap(({ from, kind, to, unless }) => {
    const [start, end] = [found[from], found[to]];
    return start && end && !(unless && found[unless]) ? [{ from: start, to: end, kind }] : [];
  });
  return { resources: Object.values(found), relations };
}

function inKubernetes(subject: Subject): Partial<Record<ResourceKind, NamedResource>> {
  const deployment = subject.deployment ?? (subject.pod === undefined ? undefined : deploymentOfPod(subject.pod));
  // A pod that does not carry the name of the deployment is the exporter's that tells of the deployment.
  const pod = subject.deployment === undefined || subject.pod?.startsWith(`${subject.deployment}-`) ? subject.pod : undefined;
  return {
    ...kubernetesObject('NAMESPACE', 'namespace', subject.namespace, { cluster: subject.cluster }),
    ...kubernetesObject('DEPLOYMENT', 'deployment', deployment, subject),
    ...kubernetesObject('POD', 'pod', pod, subject),
    ...kubernetesObject('NODE', 'node', subject.node, { cluster: subject.cluster }),
    ...kubernetesObject('SERVICE', 'service', subject.service, subject),
  };
}

function kubernetesObject(
  kind: ResourceKind,
  role: LabelRole,
  name: string | undefined,
  { cluster, namespace }: Subject,
): Partial<Record<ResourceKind, NamedResource>> {
  if (name === undefined) return {};
  const key = `${cluster === undefined ? '' : `${cluster}:`}${namespace === undefined ? '' : `${namespace}/`}${name}`.toLowerCase();
  return { [kind]: { kind, key, name, labels: present({ cluster, namespace, [role]: name }) } };
}

function onMachines(subject: Subject, isOfNetwork: boolean): Partial<Record<ResourceKind, NamedResource>> {
  const instance = subject.instance === undefined ? undefined : parseInstance(subject.instance);
  const host = subject.host === undefined ? null : hostName(subject.host);
  if (isOfNetwork) return device(subject.device ?? instance?.host ?? undefined, host);
  // Beside a pod or a deployment, `instance` is the address of whoever told of it: the pod itself, the kubelet, an exporter.
  if (subject.pod !== undefined || subject.deployment !== undefined) return machine(host);

  // The name of a network device stands for its machine; a disk or an interface needs the machine to be anything.
  const isPart = subject.device !== undefined && partOfMachine.test(subject.device);
  const place = host ?? (subject.device === undefined || isPart ? (instance?.host ?? null) : null);
  return { ...machine(place), ...target(instance, subject.instance), ...(isPart && place === null ? {} : device(subject.device, place)) };
}

/** Names that Linux gives to disks and network interfaces, which node_exporter puts into `device`. */
const partOfMachine =
  /^(\/|(sd|hd|vd|xvd)[a-z]|nvme\d|mmcblk\d|dm-|md\d|sr\d|loop\d|eth\d|en[opsx]\d|wl[opx]?\w*\d|lo\d*$|bond\d|br-|virbr|veth|docker\d|cni\d|cali|flannel|tun\d|wg\d)/;

const machine = (host: string | null): Partial<Record<ResourceKind, NamedResource>> =>
  host === null ? {} : { HOST: { kind: 'HOST', key: host, name: host, labels: { host } } };

function target(instance: Instance | undefined, spelled: string | undefined): Partial<Record<ResourceKind, NamedResource>> {
  if (instance === undefined || spelled === undefined || (!instance.isMoreThanHost && instance.host !== null)) return {};
  return { INSTANCE: { kind: 'INSTANCE', key: instance.key, name: instance.key, labels: { instance: instance.key } } };
}

function device(name: string | undefined, host: string | null): Partial<Record<ResourceKind, NamedResource>> {
  if (name === undefined) return {};
  const key = (host === null ? name : `${host}/${name}`).toLowerCase();
  return { DEVICE: { kind: 'DEVICE', key, name, labels: present({ host: host ?? undefined, device: name }) } };
}

function present(labels: Record<string, string | undefined>): Labels {
  return Object.fromEntries(Object.entries(labels).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
