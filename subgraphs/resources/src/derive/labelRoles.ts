import type { Labels } from '#contracts/words';

/** What a label tells of an alert's subject. */
export type LabelRole = 'cluster' | 'namespace' | 'pod' | 'deployment' | 'node' | 'host' | 'instance' | 'service' | 'device';
export type Subject = Partial<Record<LabelRole, string>>;

/**
 * How labels are spelled, the likeliest first: by Prometheus' Kubernetes discovery as people relabel it, kube-state-metrics, the OpenTelemetry
 * collector (k8s_*), and node_exporter's `nodename`. `job` names a scrape configuration, not a service, so it is none of them.
 */
const spellings: Record<LabelRole, readonly string[]> = {
  cluster: ['cluster', 'kubernetes_cluster', 'k8s_cluster', 'k8s_cluster_name', 'cluster_name'],
  namespace: ['namespace', 'kubernetes_namespace', 'kube_namespace', 'k8s_namespace', 'k8s_namespace_name'],
  pod: ['pod', 'pod_name', 'kubernetes_pod', 'kubernetes_pod_name', 'k8s_pod', 'k8s_pod_name'],
  deployment: ['deployment', 'kubernetes_deployment', 'kube_deployment', 'k8s_deployment', 'k8s_deployment_name'],
  node: ['node', 'kubernetes_node', 'kube_node', 'k8s_node', 'k8s_node_name'],
  host: ['host', 'hostname', 'nodename', 'host_name', 'fqdn'],
  instance: ['instance'],
  service: ['service', 'service_name', 'kubernetes_service', 'kubernetes_service_name', 'k8s_service_name'],
  device: ['device', 'device_name', 'sysName', 'snmp_target'],
};

/** Labels that a scrape adds about its own target in Kubernetes. */
const ofTarget = ['namespace', 'pod', 'deployment', 'service'] as const;

/**
 * Exporters that speak of others: the roles of their series that tell of the exporter itself. Matched against `job`, as the usual charts and
 * documentation name these.
 */
const exporters: readonly { job: RegExp; speaksOfItselfIn: readonly LabelRole[] }[] = [
  { job: /kube-?state-?metrics/i, speaksOfItselfIn: ['instance', 'service'] },
  { job: /kubelet|cadvisor/i, speaksOfItselfIn: ['instance', 'service'] },
  { job: /node[-_]?exporter|^nodes?$|windows[-_]?exporter/i, speaksOfItselfIn: ofTarget },
  { job: /blackbox|^probe/i, speaksOfItselfIn: ofTarget },
  { job: /snmp/i, speaksOfItselfIn: ofTarget },
];

/** Longest value that can name something: the longest DNS name. */
const longest = 253;
const placeholders = new Set(['', '-', 'none', '<none>', 'null', 'nil', 'n/a', 'unknown', 'undefined']);

/** What the labels of an alert tell of its subject, read past their spellings and past what exporters add about themselves. */
export function readSubject(labels: Labels): Subject {
  const job = labels['job'] ?? '';
  const ignored = new Set(exporters.find((exporter) => exporter.job.test(job))?.speaksOfItselfIn);
  // Prometheus renames a label to exported_* when the scrape has one of the same name: then the plain ones are the scrape's.
  const isExported = ofTarget.some((role) => valueOf(labels, spellings[role].map(exported)) !== undefined);
  if (isExported) for (const role of ofTarget) ignored.add(role);

  const subject: Subject = {};
  for (const role of Object.keys(spellings) as LabelRole[]) {
    const value = valueOf(labels, spellings[role].map(exported)) ?? (ignored.has(role) ? undefined : valueOf(labels, spellings[role]));
    if (value !== undefined) subject[role] = value;
  }
  return subject;
}

/** Whether these series are of network devices that an SNMP exporter asked, so that `instance` is the device itself. */
export const isOfNetworkDevice = (labels: Labels): boolean => /snmp/i.test(labels['job'] ?? '') || 'sysName' in labels || 'snmp_target' in labels;

const exported = (name: string): string => `exported_${name}`;

function valueOf(labels: Labels, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = labels[name]?.trim();
    if (value !== undefined && value.length <= longest && !/\p{Cc}/u.test(value) && !placeholders.has(value.toLowerCase())) return value;
  }
  return undefined;
}
