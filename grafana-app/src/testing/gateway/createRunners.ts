import type { JobsOfRunnerQuery, PlatformRunnersQuery, RunnerChange, RunnersQuery } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

type RunnerRecord = RunnersQuery['runners']['edges'][number]['node'];
type JobRecord = JobsOfRunnerQuery['runnerJobs']['edges'][number]['node'] & { runnerId: string };

/** Which jobs, as far as the pages ask. */
export interface JobFilter {
  ids?: string[] | null;
  runnerId?: string | null;
}

/** A runner that is heard of, with usual values where none are given. */
export function runnerOf(given: Partial<RunnerRecord> & { id: string; name: string }): RunnerRecord {
  return {
    ...{ labels: { site: 'taipei' }, enabled: true, state: 'ONLINE', running: 1 },
    ...{ lastSeenAt: new Date().toISOString(), createdAt: '2026-11-27T10:00:00.000Z' },
    facts: {
      ...{ version: '0.1.0', host: 'db-1', os: 'linux x64', languages: ['BASH'], isolation: 'user', slots: 4 },
    },
    ...given,
  };
}

/** Runners and what they were given, as far as the pages ask. */
export function createRunners(allow: (permission: string) => void) {
  const own = {
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
