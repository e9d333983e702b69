import { z } from 'zod';
import {
  defineTemplate,
  metricParameter,
  percentParameter,
  rangeParameter,
  ratioOf,
  select,
  selectorParameter as selector,
  usual,
} from '../template.ts';

const probeFailing = defineTemplate({
  key: 'probe_failing',
  alert: 'ProbeFailing',
  group: 'probes',
  title: 'Probe failing',
  description: 'A page, port or name that is probed from outside does not answer as it should (blackbox_exporter).',
  parameters: { selector, ...usual({ for: '2m', severity: 'critical' }) },
  render: (given) => ({
    query: `${select('probe_success', given.selector)} == 0`,
    annotations: { summary: '{{ $labels.instance }} does not answer its probe', description: 'People who use {{ $labels.instance }} see the same.' },
  }),
});

const certificateExpiring = defineTemplate({
  key: 'certificate_expiring',
  alert: 'CertificateExpiring',
  group: 'probes',
  title: 'Certificate expiring',
  description: 'A TLS certificate that is probed from outside ends soon (blackbox_exporter).',
  parameters: {
    selector,
    days: z.number().positive().max(1_000).default(14).describe('Ends within so many days'),
    ...usual({ for: '1h', severity: 'warning' }),
  },
  render: (given) => ({
    query: `${select('probe_ssl_earliest_cert_expiry', given.selector)} - time() < ${given.days * 86_400}`,
    annotations: {
      summary: 'The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}',
      description: 'Renew it before browsers and clients refuse to connect.',
    },
  }),
});

const errorRatio = defineTemplate({
  key: 'error_ratio',
  alert: 'ErrorRatioHigh',
  group: 'services',
  title: 'Error ratio',
  description: 'A service answers too many of its requests with an error.',
  parameters: {
    metric: metricParameter.default('http_requests_total').describe('Counter of requests'),
    selector,
    errors: selector.default('code=~"5.."').describe('Which of the requests are errors, as label matchers'),
    percent: percentParameter.default(5).describe('More than this share fails, in percent'),
    range: rangeParameter.default('5m').describe('Over the last'),
    ...usual({ for: '5m', severity: 'critical' }),
  },
  render: ({ metric, selector, errors, percent, range }) => {
    const rate = (...selectors: string[]) => `sum by (job) (rate(${select(metric, ...selectors)}[${range}]))`;
    return {
      query: `${rate(errors, selector)} / ${rate(selector)} > ${ratioOf(percent)}`,
      annotations: {
        summary: '{{ $labels.job }} answers {{ $value | humanizePercentage }} of its requests with an error',
        description: `More than ${percent} % of the requests of {{ $labels.job }} failed over ${range}.`,
      },
    };
  },
});

const latencyHigh = defineTemplate({
  key: 'latency_high',
  alert: 'LatencyHigh',
  group: 'services',
  title: 'Latency',
  description: 'The slowest requests of a service take too long, by a histogram of durations in seconds.',
  parameters: {
    metric: metricParameter.default('http_request_duration_seconds').describe('Histogram, without _bucket'),
    selector,
    quantile: z.number().min(0.5).max(0.9999).default(0.99).describe('Quantile: 0.99 leaves out the slowest hundredth'),
    seconds: z.number().positive().default(1).describe('Takes longer than so many seconds'),
    range: rangeParameter.default('5m').describe('Over the last'),
    ...usual({ for: '10m', severity: 'warning' }),
  },
  render: ({ metric, selector, quantile, seconds, range }) => ({
    query: `histogram_quantile(${quantile}, sum by (job, le) (rate(${select(`${metric}_bucket`, selector)}[${range}]))) > ${seconds}`,
    annotations: {
      summary: '{{ $labels.job }} takes {{ $value | humanizeDuration }} for its slowest requests',
      description: `The ${quantile} quantile of {{ $labels.job }} is above ${seconds} s.`,
    },
  }),
});

const errorBudgetBurning = defineTemplate({
  key: 'error_budget_burning',
  alert: 'ErrorBudgetBurning',
  group: 'services',
  title: 'Error budget burning',
  description:
    'Errors eat up the budget of a service level objective much faster than planned, over a long and a short range at once, so that it fires early and ends early.',
  parameters: {
    metric: metricParameter.default('http_requests_total').describe('Counter of requests'),
    selector,
    errors: selector.default('code=~"5.."').describe('Which of the requests are errors, as label matchers'),
    objective: z.number().min(50).max(99.999).default(99.9).describe('Share of requests that must succeed, in percent'),
    factor: z.number().min(1).max(1_000).default(14.4).describe('So many times faster than the budget allows'),
    long: rangeParameter.default('1h').describe('Over this long, so that a short spike does not count'),
    short: rangeParameter.default('5m').describe('And over this long, so that it ends when the errors do'),
    ...usual({ for: '2m', severity: 'critical' }),
  },
  render: ({ metric, selector, errors, objective, factor, long, short }) => {
    const rate = (range: string, ...selectors: string[]) => `sum by (job) (rate(${select(metric, ...selectors)}[${range}]))`;
    const limit = ratioOf(factor * (100 - objective));
    const burning = (range: string) => `${rate(range, errors, selector)} / ${rate(range, selector)} > ${limit}`;
    return {
      query: `(${burning(long)}) and (${burning(short)})`,
      annotations: {
        summary: '{{ $labels.job }} burns its error budget',
        description: `Errors come ${factor} times faster than an objective of ${objective} % allows.`,
      },
    };
  },
});

const threshold = defineTemplate({
  key: 'threshold',
  alert: 'ThresholdCrossed',
  group: 'custom',
  title: 'Threshold on a metric',
  description: 'Any metric of yours above or below a number.',
  parameters: {
    metric: metricParameter.default('process_open_fds').describe('The metric'),
    selector,
    comparison: z.enum(['>', '>=', '<', '<=', '==', '!=']).default('>').describe('Is'),
    value: z.number().default(1_000).describe('than'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ metric, selector, comparison, value }) => ({
    query: `${select(metric, selector)} ${comparison} ${value}`,
    annotations: {
      summary: `${metric} of {{ $labels.instance }} is {{ $value | humanize }}`,
      description: `It should not be ${comparison} ${value}.`,
    },
  }),
});

const alwaysFiring = defineTemplate({
  key: 'always_firing',
  alert: 'AlwaysFiring',
  group: 'scraping',
  title: 'Sign of life',
  description: 'Fires always. When it stops arriving, the way from Prometheus to the platform is broken: let a heartbeat watch it.',
  parameters: { severity: usual({ for: '0s', severity: 'info' }).severity },
  render: () => ({ query: 'vector(1)', annotations: { summary: 'Alerts reach the platform' } }),
});

/** Services as their users see them, and what fits everything. */
export const serviceTemplates = [probeFailing, certificateExpiring, errorRatio, latencyHigh, errorBudgetBurning, threshold, alwaysFiring];
