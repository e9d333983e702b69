import { parse, stringify } from 'yaml';
import type {
  PlaybookFilter,
  PlaybookOrder,
  RunDetailQuery,
  RunFilter,
  SavePlaybookInput,
  StartPlaybookInput,
} from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { byCreated } from '../../api/orders';
import { connection, type Paging } from './connection';
import { createFeed } from './createFeed';
import type { Person } from './records';

/* Longer than others: a stand-in for one subgraph, field by field. */

export interface PlaybookRecord {
  id: string;
  enabled: boolean;
  archivedAt: string | null;
  updatedAt: string;
  /** The newest last. */
  versions: Array<{ definition: Record<string, unknown>; note: string | null; createdAt: string }>;
}

type RunData = NonNullable<RunDetailQuery['run']>;
export type RunStepRecord = RunData['steps'][number];
/** A run as the platform has it; its incident is named. */
export type RunRecord = Omit<RunData, 'incident'> & { incidentId: string | null };

export interface AutomationRecords {
  playbooks: PlaybookRecord[];
  runs: RunRecord[];
  /** Why the next playbook that is asked for is not started. */
  refusal: { reason: string; facts: object } | undefined;
  /** What steps wrote, by `<run> <path>`. */
  outputs: Map<string, string>;
  /** What playbooks were started with. */
  started: StartPlaybookInput[];
  /** Keeps a run and tells the subscribers. */
  putRun(run: RunRecord): void;
}

/** A playbook with one version, with usual values where none are given. */
export function playbookOf(given: { id: string; name: string } & Record<string, unknown>): PlaybookRecord {
  const { id, ...definition } = given;
  const now = new Date().toISOString();
  const whole = {
    description: '',
    tags: [],
    inputs: {},
    steps: [{ kind: 'wait', id: 'wait', name: 'Wait', seconds: 5 }],
    ...definition,
  };
  return {
    id,
    enabled: true,
    archivedAt: null,
    updatedAt: now,
    versions: [{ definition: whole, note: null, createdAt: now }],
  };
}

/** A run that has just begun, with usual values where none are given. */
export function runOf(given: Partial<RunRecord> & { id: string }): RunRecord {
  const now = new Date().toISOString();
  return {
    ...{
      playbookId: 'playbook-1',
      playbookName: 'Clean the disk',
      playbookVersion: 1,
      status: 'RUNNING',
      outcome: null,
    },
    ...{ createdAt: now, startedAt: now, finishedAt: null, deadlineAt: null, incidentId: null, parentId: null },
    ...{
      cause: { kind: 'person', label: 'Ada Lovelace', reason: 'by_hand', facts: {} },
      startedBy: null,
      cancelledBy: null,
    },
    ...{
      definition: { name: 'Clean the disk', steps: [] },
      inputs: {},
      causation: [],
      steps: [],
      feedback: null,
      decisions: [],
    },
    ...given,
  };
}

/** A step of a run, with usual values where none are given. */
export function runStepOf(given: Partial<RunStepRecord> & { path: string }): RunStepRecord {
  const id = given.path.replace(/^.*\./, '');
  return {
    ...{ id, position: 1, name: id, kind: 'http', status: 'SUCCEEDED', attempt: 1, startedAt: null, finishedAt: null },
    ...{ nextAt: null, input: null, output: null, outcome: null, error: null, execution: null },
    ...given,
  };
}

const toFile = (definition: object) => stringify(definition, { lineWidth: 140, aliasDuplicateObjects: false });

interface Ground {
  allow(permission: string): void;
  coded(code: string, message: string): Error;
  person: Person;
  incidentView(id: string): object | null;
}

/** Playbooks and their runs, as far as the pages ask for them. Nothing is done by itself: a test moves its runs. */
export function createAutomation({ allow, coded, person, incidentView }: Ground) {
  const feed = createFeed();
  let last: number | null = null;
  let sequence = 0;
  const own: AutomationRecords = {
    playbooks: [],
    runs: [],
    refusal: undefined,
    outputs: new Map(),
    started: [],
    putRun(run) {
      own.runs = [...own.runs.filter(({ id }) => id !== run.id), run];
      sequence += 1;
      feed.push({ id: run.id, sequence, previous: last });
      last = sequence;
    },
  };
  const find = <Row extends { id: string }>(rows: Row[], id: string, what: string): Row => {
    const found = rows.find((row) => row.id === id);
    if (found === undefined) {
      throw coded('NOT_FOUND', `There is no ${what} ${id}.`);
    }
    return found;
  };
  const playbookView = (record: PlaybookRecord) => {
    const { id, enabled, archivedAt, updatedAt, versions } = record;
    const { definition } = versions.at(-1)!;
    return {
      ...{
        id,
        enabled,
        archivedAt,
        updatedAt,
        createdAt: versions[0]!.createdAt,
        version: versions.length,
        owner: person,
      },
      ...{ name: definition.name, description: definition.description ?? '', tags: definition.tags ?? [] },
      ...{ definition, yaml: toFile(definition) },
      stats: () => statsOf(own.runs.filter(({ playbookId }) => playbookId === id)),
      lastRuns: ({ first }: { first: number }) =>
        own.runs
          .filter(({ playbookId }) => playbookId === id)
          .sort(byCreated)
          .slice(0, first)
          .map(({ id: runId, status, createdAt: at }) => ({ id: runId, status, createdAt: at, seconds: 12 })),
      runsByDay: ({ days }: { days: number }) =>
        daysOf(
          own.runs.filter(({ playbookId }) => playbookId === id),
          days
        ),
      versions: (paging: Paging) =>
        connection(
          versions
            .map((version, index) => ({
              ...version,
              ...{ version: index + 1, yaml: toFile(version.definition), createdBy: person },
            }))
            .reverse(),
          paging
        ),
    };
  };
  const runView = ({ incidentId, ...run }: RunRecord) => ({
    ...run,
    triggerName: run.cause.label,
    decision: { reason: run.cause.reason, facts: run.cause.facts },
    incident: () => (incidentId === null ? null : incidentView(incidentId)),
  });
  const runMatches = (run: RunRecord, filter: RunFilter | null | undefined) =>
    (filter?.ids?.includes(run.id) ?? true) &&
    (filter?.status?.includes(run.status) ?? true) &&
    (filter?.playbookId == null || filter.playbookId === run.playbookId) &&
    (filter?.incidentId == null || filter.incidentId === run.incidentId) &&
    (filter?.since == null || filter.since <= run.createdAt);
  const runsWhere = (filter: RunFilter | null | undefined, paging: Paging) =>
    connection(
      own.runs
        .filter((run) => runMatches(run, filter))
        .sort(byCreated)
        .map(runView),
      paging
    );
  const change = (id: string, changes: Partial<RunRecord>) => {
    const next = { ...find(own.runs, id, 'run'), ...changes };
    own.putRun(next);
    return runView(next);
  };
  const root = {
    playbooks: ({ filter, order, ...paging }: Paging & { filter?: PlaybookFilter | null; order: PlaybookOrder }) =>
      connection(
        own.playbooks
          .filter(({ archivedAt }) => (filter?.archived ?? false) === (archivedAt !== null))
          .map(playbookView)
          .filter(
            ({ name, description, tags }) =>
              `${String(name)} ${String(description)}`.toLowerCase().includes((filter?.text ?? '').toLowerCase()) &&
              (filter?.tag == null || (Array.isArray(tags) && tags.includes(filter.tag)))
          )
          .sort((a, b) =>
            order === 'RANK' && a.stats().helped !== b.stats().helped
              ? b.stats().helped - a.stats().helped
              : String(a.name).localeCompare(String(b.name))
          ),
        paging
      ),
    playbook: ({ id }: { id: string }) => {
      const record = own.playbooks.find((playbook) => playbook.id === id);
      return record ? playbookView(record) : null;
    },
    checkPlaybook: ({ input }: { input: { yaml?: string | null; definition?: unknown } }) => {
      const { definition, problems } = checkDefinition(input);
      return { definition, yaml: definition && toFile(definition), problems };
    },
    savePlaybook: ({ input }: { input: SavePlaybookInput }) => {
      allow('playbooks:manage');
      const { definition, problems } = checkDefinition(input);
      if (definition === null || problems.length > 0) {
        throw coded('BAD_USER_INPUT', problems.map(({ message }) => message).join(' '));
      }
      const now = new Date().toISOString();
      const version = { definition, note: input.note ?? null, createdAt: now };
      if (input.id == null) {
        const made = {
          id: `playbook-${own.playbooks.length + 1}`,
          enabled: true,
          archivedAt: null,
          updatedAt: now,
          versions: [version],
        };
        own.playbooks.push(made);
        return { playbook: playbookView(made) };
      }
      const record = find(own.playbooks, input.id, 'playbook');
      if (record.versions.length !== input.baseVersion) {
        throw coded('CONFLICT', `It was saved as version ${record.versions.length} meanwhile.`);
      }
      record.versions.push(version);
      record.updatedAt = now;
      return { playbook: playbookView(record) };
    },
    setPlaybookEnabled: ({ id, enabled }: { id: string; enabled: boolean }) => {
      allow('playbooks:manage');
      const record = find(own.playbooks, id, 'playbook');
      record.enabled = enabled;
      return playbookView(record);
    },
    archivePlaybook: ({ id }: { id: string }) => {
      allow('playbooks:manage');
      const record = find(own.playbooks, id, 'playbook');
      record.archivedAt = new Date().toISOString();
      return playbookView(record);
    },
    startPlaybook: ({ input }: { input: StartPlaybookInput }) => {
      allow('playbooks:run');
      own.started.push(input);
      if (own.refusal !== undefined) {
        return { run: null, notStarted: own.refusal };
      }
      const { versions } = find(own.playbooks, input.id, 'playbook');
      const { definition } = versions.at(-1)!;
      const run = runOf({
        ...{ id: `run-${own.runs.length + 1}`, playbookId: input.id, playbookName: String(definition.name) },
        ...{
          playbookVersion: versions.length,
          definition,
          inputs: input.inputs ?? {},
          incidentId: input.incidentId ?? null,
        },
        ...{ status: 'QUEUED', startedAt: null, startedBy: person },
      });
      own.putRun(run);
      return { run: runView(run), notStarted: null };
    },
    runs: ({ filter, ...paging }: Paging & { filter?: RunFilter | null }) => runsWhere(filter, paging),
    run: ({ id }: { id: string }) => {
      const run = own.runs.find((other) => other.id === id);
      return run ? runView(run) : null;
    },
    runOutput: ({ runId, path, after }: { runId: string; path: string; after: number }) => {
      const text = own.outputs.get(`${runId} ${path}`);
      const step = own.runs.find(({ id }) => id === runId)?.steps.find((each) => each.path === path);
      return text === undefined
        ? null
        : {
            text: text.slice(after),
            start: Math.min(after, text.length),
            end: text.length,
            isComplete: step?.finishedAt != null,
          };
    },
    rerunFrom: ({ runId, path }: { runId: string; path: string }) => {
      allow('playbooks:run');
      const first = find(own.runs, runId, 'run');
      const again = runOf({ ...first, id: `${runId}-again`, status: 'QUEUED', steps: [], inputs: { from: path } });
      own.putRun(again);
      return runView(again);
    },
    dryRunPlaybook: ({ input }: { input: { definition?: unknown; inputs?: unknown } }) => {
      allow('playbooks:run');
      const { steps } = asRecord(input.definition);
      return {
        steps: (Array.isArray(steps) ? steps.map(asRecord) : []).map(({ id, kind, name, ...would }) => ({
          ...{ path: id, kind, name, skipped: false, problem: null, would: { ...would, inputs: input.inputs } },
        })),
        decisions: [{ policy: 'rate', verdict: 'passed', reason: 'within_rate', facts: {} }],
      };
    },
    playbooksForIncident: ({ first }: { first: number }) =>
      own.playbooks.slice(0, first).map((record, index) => ({
        playbook: playbookView(record),
        ...{ score: 0.9 - index / 10, reason: index === 0 ? 'helped_here' : 'never_run' },
        ...{ here: index === 0 ? { helped: 3, didNotHelp: 1, succeeded: 1, failed: 0 } : {}, all: {} },
      })),
    cancelRun: ({ id }: { id: string }) => {
      allow('playbooks:run');
      const finishedAt = new Date().toISOString();
      return change(id, { status: 'CANCELLED', outcome: 'cancelled', finishedAt, cancelledBy: person });
    },
    giveFeedback: ({ runId, helped, text }: { runId: string; helped: boolean; text?: string | null }) => {
      allow('playbooks:run');
      return change(runId, { feedback: { helped, text: text ?? null, at: new Date().toISOString() } });
    },
    runChanged: ({ filter }: { filter?: RunFilter | null }) =>
      feed.listen(({ id, ...numbers }) => {
        if (filter?.ids && !filter.ids.includes(id)) {
          return undefined;
        }
        const run = own.runs.find((other) => other.id === id);
        const matches = run !== undefined && runMatches(run, filter);
        return { runChanged: { ...numbers, runs: matches ? [runView(run)] : [], removed: matches ? [] : [id] } };
      }),
  };
  const nameOf = (id: string) =>
    String(own.playbooks.find((each) => each.id === id)?.versions.at(-1)?.definition.name ?? '');
  return { root, own, nameOf, runsOf: (incidentId: string) => (paging: Paging) => runsWhere({ incidentId }, paging) };
}

/** By the days of UTC. */
function daysOf(runs: RunRecord[], days: number) {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.now() - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    const {
      runs: count,
      succeeded,
      failed,
      medianSeconds,
      savedMinutes,
    } = statsOf(runs.filter(({ createdAt }) => createdAt.startsWith(day)));
    return { day, runs: count, succeeded, failed, medianSeconds, savedMinutes };
  });
}

function statsOf(runs: RunRecord[]) {
  const count = (holds: (run: RunRecord) => boolean) => runs.filter(holds).length;
  const succeeded = count(({ status }) => status === 'SUCCEEDED');
  return {
    ...{
      runs: runs.length,
      succeeded,
      failed: count(({ status }) => ['FAILED', 'TIMED_OUT', 'ABANDONED'].includes(status)),
    },
    ...{
      medianSeconds: succeeded > 0 ? 12 : null,
      p90Seconds: succeeded > 0 ? 95 : null,
      savedMinutes: succeeded * 15,
    },
    ...{
      helped: count(({ feedback }) => feedback?.helped === true),
      didNotHelp: count(({ feedback }) => feedback?.helped === false),
    },
  };
}

/** Finds what the pages need to be told of: YAML that cannot be read, and what every playbook or request must say. */
function checkDefinition({ yaml, definition }: { yaml?: string | null; definition?: unknown }) {
  let read: Record<string, unknown>;
  try {
    read = asRecord(yaml == null ? definition : parse(yaml));
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { definition: null, problems: [{ path: '', message, line: 1 }] };
  }
  const lineOf = (word: string) =>
    yaml == null ? null : yaml.slice(0, Math.max(0, yaml.indexOf(word))).split('\n').length;
  const problems = [
    ...(read.name ? [] : [{ path: 'name', message: 'A playbook has a name.', line: lineOf('name:') }]),
    ...(Array.isArray(read.steps) ? read.steps : []).flatMap((step: unknown, index) =>
      asRecord(step).kind === 'http' && !asRecord(step).url
        ? [{ path: `steps[${index}].url`, message: 'The address is missing.', line: lineOf('url:') }]
        : []
    ),
  ];
  return { definition: read, problems };
}
