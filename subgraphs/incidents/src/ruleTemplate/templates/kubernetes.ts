import { z } from 'zod';
import { defineTemplate, percentParameter, rangeParameter, ratioOf, select, selectorParameter as selector, usual } from '../template.ts';

const podCrashLooping = defineTemplate({
  key: 'pod_crash_looping',
  alert: 'PodCrashLooping',
  group: 'kubernetes',
  title: 'Pod crash looping',
  description: 'A container ends and is started again, again and again (kube-state-metrics).',
  parameters: {
    selector,
    restarts: z.number().int().min(1).max(1_000).default(3).describe('More restarts than'),
    range: rangeParameter.default('15m').describe('Within'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, restarts, range }) => ({
    query: `increase(${select('kube_pod_container_status_restarts_total', selector)}[${range}]) > ${restarts}`,
    annotations: {
      summary: '{{ $labels.namespace }}/{{ $labels.pod }} keeps being restarted',
      description: `The container {{ $labels.container }} was restarted {{ $value | humanize }} times within ${range}. Its last log lines say why.`,
    },
  }),
});

const podNotReady = defineTemplate({
  key: 'pod_not_ready',
  alert: 'PodNotReady',
  group: 'kubernetes',
  title: 'Pod not ready',
  description: 'A pod hangs: it waits for a node or a volume, or its node is away (kube-state-metrics).',
  parameters: { selector, ...usual({ for: '15m', severity: 'warning' }) },
  render: (given) => ({
    query: `sum by (namespace, pod) (${select('kube_pod_status_phase', 'phase=~"Pending|Unknown|Failed"', given.selector)}) > 0`,
    annotations: {
      summary: '{{ $labels.namespace }}/{{ $labels.pod }} does not run',
      description: 'The events of the pod say what it waits for.',
    },
  }),
});

const nodeNotReady = defineTemplate({
  key: 'node_not_ready',
  alert: 'NodeNotReady',
  group: 'kubernetes',
  title: 'Node not ready',
  description: 'A node takes no pods, and those on it may be lost (kube-state-metrics).',
  parameters: { selector, ...usual({ for: '5m', severity: 'critical' }) },
  render: (given) => ({
    query: `${select('kube_node_status_condition', 'condition="Ready", status="true"', given.selector)} == 0`,
    annotations: { summary: 'The node {{ $labels.node }} is not ready', description: 'Its kubelet does not report, or says that it cannot work.' },
  }),
});

const replicasMissing = defineTemplate({
  key: 'replicas_missing',
  alert: 'ReplicasMissing',
  group: 'kubernetes',
  title: 'Replicas missing',
  description: 'Fewer pods of a deployment are available than it asks for (kube-state-metrics).',
  parameters: { selector, ...usual({ for: '15m', severity: 'warning' }) },
  render: (given) => ({
    query: `${select('kube_deployment_spec_replicas', given.selector)} > ${select('kube_deployment_status_replicas_available', given.selector)}`,
    annotations: {
      summary: '{{ $labels.namespace }}/{{ $labels.deployment }} lacks replicas',
      description: 'A rollout is stuck, or there is no room for its pods.',
    },
  }),
});

const volumeFilling = defineTemplate({
  key: 'volume_filling',
  alert: 'VolumeAlmostFull',
  group: 'kubernetes',
  title: 'Volume almost full',
  description: 'A persistent volume has little room left (kubelet).',
  parameters: {
    selector,
    percent: percentParameter.default(10).describe('Less than this share is free, in percent'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, percent }) => ({
    query: `${select('kubelet_volume_stats_available_bytes', selector)} / ${select('kubelet_volume_stats_capacity_bytes', selector)} < ${ratioOf(percent)}`,
    annotations: {
      summary: '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
      description: 'Pods that write to it will fail soon.',
    },
  }),
});

/** Kubernetes, by kube-state-metrics and the kubelet. */
export const kubernetesTemplates = [podCrashLooping, podNotReady, nodeNotReady, replicasMissing, volumeFilling];
