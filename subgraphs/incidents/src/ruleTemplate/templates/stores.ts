import { z } from 'zod';
import { defineTemplate, percentParameter, ratioOf, select, selectorParameter as selector, usual } from '../template.ts';

const postgresDown = defineTemplate({
  key: 'postgres_down',
  alert: 'PostgresDown',
  group: 'databases',
  title: 'PostgreSQL down',
  description: 'The exporter runs, but the database behind it does not answer (postgres_exporter).',
  parameters: { selector, ...usual({ for: '1m', severity: 'critical' }) },
  render: (given) => ({
    query: `${select('pg_up', given.selector)} == 0`,
    annotations: { summary: 'PostgreSQL at {{ $labels.instance }} does not answer', description: 'Whatever keeps its data there stands still.' },
  }),
});

const postgresConnections = defineTemplate({
  key: 'postgres_connections',
  alert: 'PostgresConnectionsRunningOut',
  group: 'databases',
  title: 'PostgreSQL connections running out',
  description: 'Nearly every connection that the server allows is taken (postgres_exporter).',
  parameters: {
    selector,
    percent: percentParameter.default(80).describe('More than this share is taken, in percent'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, percent }) => ({
    query: `sum by (instance) (${select('pg_stat_activity_count', selector)}) / on (instance) ${select('pg_settings_max_connections', selector)} > ${ratioOf(percent)}`,
    annotations: {
      summary: 'PostgreSQL at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its connections taken',
      description: 'The next clients will be refused.',
    },
  }),
});

const replicationLagging = defineTemplate({
  key: 'postgres_replication_lag',
  alert: 'PostgresReplicationLagging',
  group: 'databases',
  title: 'PostgreSQL replication lagging',
  description: 'A standby is behind its primary (postgres_exporter).',
  parameters: {
    selector,
    seconds: z.number().positive().max(1_000_000).default(60).describe('Behind by more than so many seconds'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, seconds }) => ({
    query: `${select('pg_replication_lag_seconds', selector)} > ${seconds}`,
    annotations: {
      summary: '{{ $labels.instance }} is {{ $value | humanizeDuration }} behind its primary',
      description: 'Readers of the standby see old data, and a failover would lose what it lacks.',
    },
  }),
});

const redisMemory = defineTemplate({
  key: 'redis_memory',
  alert: 'RedisMemoryRunningOut',
  group: 'databases',
  title: 'Redis memory running out',
  description: 'Redis has nearly reached its limit and will evict keys or refuse writes (redis_exporter).',
  parameters: {
    selector,
    percent: percentParameter.default(90).describe('More than this share is used, in percent'),
    ...usual({ for: '5m', severity: 'warning' }),
  },
  render: ({ selector, percent }) => {
    const limit = select('redis_memory_max_bytes', selector);
    return {
      query: `${select('redis_memory_used_bytes', selector)} / (${limit} > 0) > ${ratioOf(percent)}`,
      annotations: {
        summary: 'Redis at {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory',
        description: 'Raise maxmemory, or find what fills it.',
      },
    };
  },
});

const consumerLagging = defineTemplate({
  key: 'consumer_lag',
  alert: 'ConsumerLagging',
  group: 'queues',
  title: 'Consumer lagging',
  description: 'A consumer group does not keep up with its topic (kafka_exporter).',
  parameters: {
    selector,
    messages: z.number().int().positive().default(10_000).describe('Behind by more than so many messages'),
    ...usual({ for: '10m', severity: 'warning' }),
  },
  render: ({ selector, messages }) => ({
    query: `sum by (consumergroup, topic) (${select('kafka_consumergroup_lag', selector)}) > ${messages}`,
    annotations: {
      summary: '{{ $labels.consumergroup }} is {{ $value | humanize }} messages behind on {{ $labels.topic }}',
      description: 'Its consumers are too slow, too few, or gone.',
    },
  }),
});

/** Databases and queues. */
export const storeTemplates = [postgresDown, postgresConnections, replicationLagging, redisMemory, consumerLagging];
