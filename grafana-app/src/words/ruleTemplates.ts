import { t } from '@grafana/i18n';
import { readable } from './outcomes';

/** What a template is, in the language of the person; one that this version does not know keeps the platform's own words. */
export function templateWords(template: { key: string; title: string; description: string }): {
  title: string;
  description: string;
} {
  const known = templates[template.key];
  return known === undefined ? template : { title: known[0](), description: known[1]() };
}

const templates: Record<string, [title: () => string, description: () => string]> = {
  host_down: [
    () => t('ruleTemplate.hostDown.title', 'Host or target down'),
    () =>
      t(
        'ruleTemplate.hostDown.description',
        'Prometheus reaches a target no longer: the host, its exporter or the way there is gone.'
      ),
  ],
  target_missing: [
    () => t('ruleTemplate.targetMissing.title', 'Targets missing'),
    () =>
      t(
        'ruleTemplate.targetMissing.description',
        'Nothing at all is known of a job any more: it was taken out of the configuration, or its discovery finds nothing.'
      ),
  ],
  host_cpu_high: [
    () => t('ruleTemplate.hostCpuHigh.title', 'High CPU load'),
    () =>
      t(
        'ruleTemplate.hostCpuHigh.description',
        'The processors of a host are busy nearly all the time (node_exporter).'
      ),
  ],
  host_memory_low: [
    () => t('ruleTemplate.hostMemoryLow.title', 'Memory running out'),
    () =>
      t(
        'ruleTemplate.hostMemoryLow.description',
        'A host has little memory left that programs could still get (node_exporter).'
      ),
  ],
  disk_filling: [
    () => t('ruleTemplate.diskFilling.title', 'Disk filling up'),
    () =>
      t(
        'ruleTemplate.diskFilling.description',
        'At the speed of the last hours, a file system will be full soon. What is still mostly empty is left alone.'
      ),
  ],
  disk_almost_full: [
    () => t('ruleTemplate.diskAlmostFull.title', 'Disk almost full'),
    () => t('ruleTemplate.diskAlmostFull.description', 'A file system has little room left, however fast it fills.'),
  ],
  clock_skewed: [
    () => t('ruleTemplate.clockSkewed.title', 'Clock wrong'),
    () =>
      t(
        'ruleTemplate.clockSkewed.description',
        'The clock of a host is off; certificates, tokens and logs depend on it.'
      ),
  ],
  probe_failing: [
    () => t('ruleTemplate.probeFailing.title', 'Probe failing'),
    () =>
      t(
        'ruleTemplate.probeFailing.description',
        'A page, port or name that is probed from outside does not answer as it should (blackbox_exporter).'
      ),
  ],
  certificate_expiring: [
    () => t('ruleTemplate.certificateExpiring.title', 'Certificate expiring'),
    () =>
      t(
        'ruleTemplate.certificateExpiring.description',
        'A TLS certificate that is probed from outside ends soon (blackbox_exporter).'
      ),
  ],
  error_ratio: [
    () => t('ruleTemplate.errorRatio.title', 'Error ratio'),
    () => t('ruleTemplate.errorRatio.description', 'A service answers too many of its requests with an error.'),
  ],
  latency_high: [
    () => t('ruleTemplate.latencyHigh.title', 'Latency'),
    () =>
      t(
        'ruleTemplate.latencyHigh.description',
        'The slowest requests of a service take too long, by a histogram of durations in seconds.'
      ),
  ],
  error_budget_burning: [
    () => t('ruleTemplate.errorBudget.title', 'Error budget burning'),
    () =>
      t(
        'ruleTemplate.errorBudget.description',
        'Errors eat up the budget of a service level objective much faster than planned, over a long and a short range at once, so that it fires early and ends early.'
      ),
  ],
  threshold: [
    () => t('ruleTemplate.threshold.title', 'Threshold on a metric'),
    () => t('ruleTemplate.threshold.description', 'Any metric of yours above or below a number.'),
  ],
  always_firing: [
    () => t('ruleTemplate.alwaysFiring.title', 'Sign of life'),
    () =>
      t(
        'ruleTemplate.alwaysFiring.description',
        'Fires always. When it stops arriving, the way from Prometheus to the platform is broken: let a heartbeat watch it.'
      ),
  ],
  pod_crash_looping: [
    () => t('ruleTemplate.podCrashLooping.title', 'Pod crash looping'),
    () =>
      t(
        'ruleTemplate.podCrashLooping.description',
        'A container ends and is started again, again and again (kube-state-metrics).'
      ),
  ],
  pod_not_ready: [
    () => t('ruleTemplate.podNotReady.title', 'Pod not ready'),
    () =>
      t(
        'ruleTemplate.podNotReady.description',
        'A pod hangs: it waits for a node or a volume, or its node is away (kube-state-metrics).'
      ),
  ],
  node_not_ready: [
    () => t('ruleTemplate.nodeNotReady.title', 'Node not ready'),
    () =>
      t(
        'ruleTemplate.nodeNotReady.description',
        'A node takes no pods, and those on it may be lost (kube-state-metrics).'
      ),
  ],
  replicas_missing: [
    () => t('ruleTemplate.replicasMissing.title', 'Replicas missing'),
    () =>
      t(
        'ruleTemplate.replicasMissing.description',
        'Fewer pods of a deployment are available than it asks for (kube-state-metrics).'
      ),
  ],
  volume_filling: [
    () => t('ruleTemplate.volumeFilling.title', 'Volume almost full'),
    () => t('ruleTemplate.volumeFilling.description', 'A persistent volume has little room left (kubelet).'),
  ],
  postgres_down: [
    () => t('ruleTemplate.postgresDown.title', 'PostgreSQL down'),
    () =>
      t(
        'ruleTemplate.postgresDown.description',
        'The exporter runs, but the database behind it does not answer (postgres_exporter).'
      ),
  ],
  postgres_connections: [
    () => t('ruleTemplate.postgresConnections.title', 'PostgreSQL connections running out'),
    () =>
      t(
        'ruleTemplate.postgresConnections.description',
        'Nearly every connection that the server allows is taken (postgres_exporter).'
      ),
  ],
  postgres_replication_lag: [
    () => t('ruleTemplate.postgresReplication.title', 'PostgreSQL replication lagging'),
    () => t('ruleTemplate.postgresReplication.description', 'A standby is behind its primary (postgres_exporter).'),
  ],
  redis_memory: [
    () => t('ruleTemplate.redisMemory.title', 'Redis memory running out'),
    () =>
      t(
        'ruleTemplate.redisMemory.description',
        'Redis has nearly reached its limit and will evict keys or refuse writes (redis_exporter).'
      ),
  ],
  consumer_lag: [
    () => t('ruleTemplate.consumerLag.title', 'Consumer lagging'),
    () =>
      t('ruleTemplate.consumerLag.description', 'A consumer group does not keep up with its topic (kafka_exporter).'),
  ],
};

/** The groups in which templates are shown. */
export function templateGroupWords(group: string): string {
  return (groups[group] ?? (() => readable(group)))();
}

const groups: Record<string, () => string> = {
  scraping: () => t('ruleTemplateGroup.scraping', 'Scraping'),
  hosts: () => t('ruleTemplateGroup.hosts', 'Hosts'),
  probes: () => t('ruleTemplateGroup.probes', 'Seen from outside'),
  services: () => t('ruleTemplateGroup.services', 'Services'),
  custom: () => t('ruleTemplateGroup.custom', 'Your own metrics'),
  kubernetes: () => t('ruleTemplateGroup.kubernetes', 'Kubernetes'),
  databases: () => t('ruleTemplateGroup.databases', 'Databases'),
  queues: () => t('ruleTemplateGroup.queues', 'Queues'),
};

/** A parameter's name in words; what it means beyond that is the template's own description. */
export function parameterWords(name: string): string {
  return (parameters[name] ?? (() => readable(name)))();
}

const parameters: Record<string, () => string> = {
  selector: () => t('ruleParameter.selector', 'Series'),
  for: () => t('ruleParameter.for', 'Must hold for'),
  severity: () => t('ruleParameter.severity', 'Severity'),
  job: () => t('ruleParameter.job', 'Job'),
  percent: () => t('ruleParameter.percent', 'Percent'),
  range: () => t('ruleParameter.range', 'Range'),
  hours: () => t('ruleParameter.hours', 'Hours'),
  seconds: () => t('ruleParameter.seconds', 'Seconds'),
  days: () => t('ruleParameter.days', 'Days'),
  metric: () => t('ruleParameter.metric', 'Metric'),
  errors: () => t('ruleParameter.errors', 'Errors'),
  quantile: () => t('ruleParameter.quantile', 'Quantile'),
  objective: () => t('ruleParameter.objective', 'Objective'),
  factor: () => t('ruleParameter.factor', 'Factor'),
  long: () => t('ruleParameter.long', 'Long range'),
  short: () => t('ruleParameter.short', 'Short range'),
  comparison: () => t('ruleParameter.comparison', 'Comparison'),
  value: () => t('ruleParameter.value', 'Value'),
  restarts: () => t('ruleParameter.restarts', 'Restarts'),
  messages: () => t('ruleParameter.messages', 'Messages'),
};

/** What a parameter is for, in the language of the person; the platform's own English for what is not known. */
export function parameterHelp(description: string): string {
  return (helps[description] ?? (() => description))();
}

const helps: Record<string, () => string> = {
  'Which series, as label matchers: job="node"': () =>
    t('ruleHelp.selector', 'Which series, as label matchers: job="node"'),
  'How long it must hold before the alert fires': () =>
    t('ruleHelp.for', 'How long it must hold before the alert fires'),
  'Value of the label severity': () => t('ruleHelp.severity', 'Value of the label severity'),
  'The job whose targets must be there': () => t('ruleHelp.job', 'The job whose targets must be there'),
  'Busy for more than this share of the time, in percent': () =>
    t('ruleHelp.busy', 'Busy for more than this share of the time, in percent'),
  'Averaged over': () => t('ruleHelp.averaged', 'Averaged over'),
  'Less than this share is available, in percent': () =>
    t('ruleHelp.available', 'Less than this share is available, in percent'),
  'Full within so many hours': () => t('ruleHelp.hours', 'Full within so many hours'),
  'Only where less than this share is free, in percent': () =>
    t('ruleHelp.onlyFree', 'Only where less than this share is free, in percent'),
  'Judged by the last': () => t('ruleHelp.judged', 'Judged by the last'),
  'Less than this share is free, in percent': () => t('ruleHelp.free', 'Less than this share is free, in percent'),
  'Off by more than so many seconds': () => t('ruleHelp.off', 'Off by more than so many seconds'),
  'Ends within so many days': () => t('ruleHelp.days', 'Ends within so many days'),
  'Counter of requests': () => t('ruleHelp.counter', 'Counter of requests'),
  'Which of the requests are errors, as label matchers': () =>
    t('ruleHelp.errors', 'Which of the requests are errors, as label matchers'),
  'More than this share fails, in percent': () => t('ruleHelp.fails', 'More than this share fails, in percent'),
  'Over the last': () => t('ruleHelp.over', 'Over the last'),
  'Histogram, without _bucket': () => t('ruleHelp.histogram', 'Histogram, without _bucket'),
  'Quantile: 0.99 leaves out the slowest hundredth': () =>
    t('ruleHelp.quantile', 'Quantile: 0.99 leaves out the slowest hundredth'),
  'Takes longer than so many seconds': () => t('ruleHelp.longer', 'Takes longer than so many seconds'),
  'Share of requests that must succeed, in percent': () =>
    t('ruleHelp.objective', 'Share of requests that must succeed, in percent'),
  'So many times faster than the budget allows': () =>
    t('ruleHelp.factor', 'So many times faster than the budget allows'),
  'Over this long, so that a short spike does not count': () =>
    t('ruleHelp.long', 'Over this long, so that a short spike does not count'),
  'And over this long, so that it ends when the errors do': () =>
    t('ruleHelp.short', 'And over this long, so that it ends when the errors do'),
  'More restarts than': () => t('ruleHelp.restarts', 'More restarts than'),
  'More than this share is taken, in percent': () => t('ruleHelp.taken', 'More than this share is taken, in percent'),
  'More than this share is used, in percent': () => t('ruleHelp.used', 'More than this share is used, in percent'),
  'Behind by more than so many seconds': () => t('ruleHelp.behind', 'Behind by more than so many seconds'),
  'Behind by more than so many messages': () => t('ruleHelp.messages', 'Behind by more than so many messages'),
};
