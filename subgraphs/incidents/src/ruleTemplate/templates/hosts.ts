import { z } from 'zod';
import { defineTemplate, percentParameter, rangeParameter, ratioOf, select, selectorParameter as selector, usual } from '../template.ts';

const hostDown = defineTemplate({
  key: 'host_down',
  alert: 'HostDown',
  group: 'scraping',
  title: 'Host or target down',
  description: 'Prometheus reaches a target no longer: the host, its exporter or the way there is gone.',
  parameters: { selector, ...usual({ for: '5m', severity: 'critical' }) },
  render: ({ selector }) => ({
    query: `${select('up', selector)} == 0`,
    annotations: {
      summary: '{{ $labels.instance }} cannot be reached',
      description: 'Prometheus has not been able to read {{ $labels.instance }} (job {{ $labels.job }}).',
    },
  }),
});

const targetMissing = defineTemplate({
  key: 'target_missing',
  alert: 'TargetMissing',
  group: 'scraping',
  title: 'Targets missing',
  description: 'Nothing at all is known of a job any more: it was taken out of the configuration, or its discovery finds nothing.',
  parameters: {
    job: z.string().min(1).max(500).default('node').describe('The job whose targets must be there'),
    ...usual({ for: '10m', severity: 'critical' }),
  },
  render: ({ job }) => ({
    query: `absent(up{job=${JSON.stringify(job)}})`,
    annotations: {
      summary: `No target of the job ${job} is known`,
      description: 'Look at the scrape configuration and at what service discovery finds.',
    },
  }),
});

const hostCpuHigh = defineTemplate({
  key: 'host_cpu_high',
  alert: 'HostCpuHigh',
  group: 'hosts',
  title: 'High CPU load',
  description: 'The processors of a host are busy nearly all the time (node_exporter).',
  parameters: {
    selector,
    percent: percentParameter.default(90).describe('Busy for more than this share of the time, in percent'),
    range: rangeParameter.default('5m').describe('Averaged over'),
    ...usual({ for: '10m', severity: 'warning' }),
  },
  render: ({ selector, percent, range }) => ({
    query: `1 - avg by (instance) (rate(${select('node_cpu_seconds_total', 'mode="idle"', selector)}[${range}])) > ${ratioOf(percent)}`,
    annotations: {
      summary: '{{ $labels.instance }} is busy {{ $value | humanizePercentage }} of the time',
      description: `The processors of {{ $labels.instance }} are busy for more than ${percent} % of the time.`,
    },
  }),
});

const hostMemoryLow = defineTemplate({
  key: 'host_memory_low',
  alert: 'HostMemoryLow',
  group: 'hosts',
  title: 'Memory running out',
  description: 'A host has little memory left that programs could still get (node_exporter).',
  parameters: {
    selector,
    percent: percentParameter.default(10).describe('Less than this share is available, in percent'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, percent }) => ({
    query: `${select('node_memory_MemAvailable_bytes', selector)} / ${select('node_memory_MemTotal_bytes', selector)} < ${ratioOf(percent)}`,
    annotations: {
      summary: '{{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory left',
      description: 'Programs on {{ $labels.instance }} may soon be ended by the kernel for want of memory.',
    },
  }),
});

const pseudo = 'fstype!~"tmpfs|ramfs|overlay|squashfs|nsfs"';

const diskFilling = defineTemplate({
  key: 'disk_filling',
  alert: 'DiskFilling',
  group: 'hosts',
  title: 'Disk filling up',
  description: 'At the speed of the last hours, a file system will be full soon. What is still mostly empty is left alone.',
  parameters: {
    selector,
    hours: z.number().positive().max(720).default(24).describe('Full within so many hours'),
    percent: percentParameter.default(40).describe('Only where less than this share is free, in percent'),
    range: rangeParameter.default('6h').describe('Judged by the last'),
    ...usual({ for: '30m', severity: 'warning' }),
  },
  render: ({ selector, hours, percent, range }) => {
    const free = select('node_filesystem_avail_bytes', pseudo, selector);
    return {
      query: `predict_linear(${free}[${range}], ${hours * 3_600}) < 0 and ${free} / ${select('node_filesystem_size_bytes', pseudo, selector)} < ${ratioOf(percent)}`,
      annotations: {
        summary: '{{ $labels.mountpoint }} on {{ $labels.instance }} will be full soon',
        description: `As it has filled over the last ${range}, it will be full within ${hours} hours.`,
      },
    };
  },
});

const diskAlmostFull = defineTemplate({
  key: 'disk_almost_full',
  alert: 'DiskAlmostFull',
  group: 'hosts',
  title: 'Disk almost full',
  description: 'A file system has little room left, however fast it fills.',
  parameters: {
    selector,
    percent: percentParameter.default(5).describe('Less than this share is free, in percent'),
    ...usual({ for: '5m', severity: 'critical' }),
  },
  render: ({ selector, percent }) => ({
    query: `${select('node_filesystem_avail_bytes', pseudo, selector)} / ${select('node_filesystem_size_bytes', pseudo, selector)} < ${ratioOf(percent)}`,
    annotations: {
      summary: '{{ $labels.mountpoint }} on {{ $labels.instance }} has {{ $value | humanizePercentage }} left',
      description: 'Programs that write there will fail soon.',
    },
  }),
});

const clockSkewed = defineTemplate({
  key: 'clock_skewed',
  alert: 'HostClockSkewed',
  group: 'hosts',
  title: 'Clock wrong',
  description: 'The clock of a host is off; certificates, tokens and logs depend on it.',
  parameters: {
    selector,
    seconds: z.number().positive().default(0.05).describe('Off by more than so many seconds'),
    ...usual({ for: '10m', severity: 'warning' }),
  },
  render: ({ selector, seconds }) => ({
    query: `abs(${select('node_timex_offset_seconds', selector)}) > ${seconds}`,
    annotations: {
      summary: 'The clock of {{ $labels.instance }} is off by {{ $value | humanizeDuration }}',
      description: 'Check that time synchronisation runs on the host.',
    },
  }),
});

/** Machines, by Prometheus itself and node_exporter. */
export const hostTemplates = [hostDown, targetMissing, hostCpuHigh, hostMemoryLow, diskFilling, diskAlmostFull, clockSkewed];
