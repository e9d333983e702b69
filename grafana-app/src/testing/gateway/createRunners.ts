import type { JobsOfRunnerQuery, PlatformRunnersQuery, RunnerChange, RunnersQuery } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import { createFeed } from './createFeed';

type RunnerRecord = RunnersQuery['runners']['edges'][number]['node'];
type JobRecord = JobsOfRunnerQuery['runnerJobs']['edges'][number]['node'] & { runnerId: string };

/** Which jobs, as far as the pages ask. */
export interface JobFilter {
  ids?: string[] | null;
  runnerId?: string | null;
  runId?: string | null;
  path?: string | null;
}

/** A runner that is heard of, with usual values where none are given. */
export function runnerOf(given: Partial<RunnerRecord> & { id: string; name: string }): RunnerRecord {
  return {
    ...{ labels: { site: 'taipei' }, enabled: true, state: 'ONLINE', running: 1 },
    ...{ lastSeenAt: new Date().toISOString(), createdAt: '2026-11-27T10:00:00.000Z' },
    facts: {
      ...{ version: '0.1.0', host: 'db-1', os: 'linux x64', languages: ['BASH'], isolation: 'user', slots: 4 },
      holds: ['network', 'memoryMiB', 'cpuSeconds', 'openFiles', 'fileMiB', 'processes'],
    },
    ...given,
  };
}

/** Runners and what they were given, as far as the pages ask. */
export function createRunners(allow: (permission: string) => void) {
  const feed = createFeed();
  let sequence = 0;
  const own = {
    /** Tells subscribers that a job moved: the id of a test, or `<run> <path>` of a step. */
    touchJob(id: string) {
      sequence += 1;
      feed.push({ id, sequence, previous: sequence === 1 ? null : sequence - 1 });
    },
    runners: [] as RunnerRecord[],
    platform: [] as PlatformRunnersQuery['platformRunners'],
    jobs: [] as JobRecord[],
    /** What tokens were told. */
    tokens: [] as string[],
    url: 'https://sre.example.com' as string | null,
  };
  const withToken = (id: string) => {
    const token = `sre_runner_${own.tokens.length + 1}`;
    own.tokens.push(token);
    return { runner: own.runners.find((runner) => runner.id === id), token, url: own.url };
  };
  return {
    own,
    jobsOf: (filter: JobFilter | null | undefined) => own.jobs.filter(({ runnerId }) => runnerId === filter?.runnerId),
    root: {
      runnerJobChanged: ({ filter }: { filter?: JobFilter | null }) =>
        feed.listen(({ id, ...numbers }) =>
          filter?.ids?.includes(id) || `${filter?.runId} ${filter?.path}` === id
            ? { runnerJobChanged: { ...numbers, runnerJobs: [{ id }], removed: [] } }
            : undefined
        ),
      runners: (paging: Paging) => connection(own.runners, paging),
      platformRunners: () => own.platform,
      registerRunner: ({ name, labels }: { name: string; labels: Record<string, string> }) => {
        allow('runners:manage');
        const id = `runner-${own.runners.length + 1}`;
        own.runners.push(
          runnerOf({ id, name, labels, state: 'NEVER_SEEN', lastSeenAt: null, facts: null, running: 0 })
        );
        return withToken(id);
      },
      updateRunner: ({ id, input }: { id: string; input: RunnerChange }) => {
        allow('runners:manage');
        own.runners = own.runners.map((runner) => {
          const { enabled = null, labels = null, name = null } = input;
          const next = {
            enabled: enabled ?? runner.enabled,
            labels: labels ?? runner.labels,
            name: name ?? runner.name,
          };
          return runner.id === id ? { ...runner, ...next, state: next.enabled ? 'ONLINE' : 'DISABLED' } : runner;
        });
        return own.runners.find((runner) => runner.id === id);
      },
      rotateRunnerToken: ({ id }: { id: string }) => {
        allow('runners:manage');
        return withToken(id);
      },
      removeRunner: ({ id }: { id: string }) => {
        allow('runners:manage');
        own.runners = own.runners.filter((runner) => runner.id !== id);
        return true;
      },
    },
  };
}
