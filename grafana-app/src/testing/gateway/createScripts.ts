import { parseAllDocuments, stringify } from 'yaml';
import { asRecord } from '../../api/errors';
import type {
  ScriptLimitsInput,
  ScriptFilter,
  ScriptInput,
  ScriptJobFragment,
  ScriptTestInput,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import type { JobFilter } from './createRunners';
import { usersOf } from './createSecrets';

type Version = Pick<ScriptInput, 'language' | 'code' | 'parameters'> & {
  timeoutSeconds: number;
  limits: ScriptLimitsInput;
  note: string | null;
  at: string;
};

export interface ScriptRecord {
  id: string;
  name: string;
  description: string;
  tags: string[];
  archivedAt: string | null;
  /** The newest last. */
  versions: Version[];
}

/** A script with one version, with usual values where none are given. */
export function scriptOf(given: Partial<Omit<ScriptRecord, 'versions'> & Version> & { id: string; name: string }) {
  const { language = 'BASH', code = 'true', parameters = { type: 'object' }, ...rest } = given;
  const version: Version = {
    language,
    code,
    parameters,
    timeoutSeconds: 60,
    limits: { network: false },
    note: null,
    at: '2026-11-27T10:00:00.000Z',
  };
  return { description: '', tags: [], archivedAt: null, ...rest, versions: [version] };
}

/** A test of a script, with what it printed so far. */
export type ScriptTestRecord = ScriptJobFragment & { printed: string };

/** The library of scripts and the tests of them, as far as the pages ask. */
export function createScripts(
  allow: (permission: string) => void,
  coded: (code: string, message: string) => Error,
  touchJob: (id: string) => void
) {
  const own = {
    scripts: [] as ScriptRecord[],
    /** Names of the playbooks that use one, by its id. */
    users: new Map<string, string[]>(),
    tests: [] as ScriptTestRecord[],
    /** What tests were begun with. */
    tried: [] as ScriptTestInput[],
  };
  const view = (script: ScriptRecord) => {
    const { versions, ...rest } = script;
    const { note: _, at, ...newest } = versions.at(-1)!;
    return {
      ...{ ...rest, ...newest, version: versions.length, createdAt: versions[0]!.at, updatedAt: at },
      ...{ team: null, updatedBy: null },
      usedBy: (paging: Paging) => connection(usersOf(own.users, rest.id), paging),
      yaml: stringify({ kind: 'Script', name: rest.name, ...newest, language: newest.language.toLowerCase() }),
      versions: (paging: Paging) =>
        connection(
          versions.map((version, index) => ({ ...version, version: index + 1, author: null })).reverse(),
          paging
        ),
    };
  };
  const find = (id: string | null | undefined) => {
    const script = own.scripts.find((each) => each.id === id);
    if (script === undefined) {
      throw coded('NOT_FOUND', `There is no script with the id ${id}.`);
    }
    return script;
  };
  const test = (id: string) => own.tests.find((each) => each.id === id)!;
  return {
    own,
    testsOf: (filter: JobFilter | null | undefined) =>
      own.tests
        .filter(({ id }) => filter?.ids?.includes(id))
        .map((job) => ({
          ...job,
          output: ({ after }: { after: number }) => ({
            ...{ text: job.printed.slice(after), start: after, end: job.printed.length },
            isComplete: job.finishedAt != null,
          }),
        })),
    root: {
      scripts: ({ filter, ...paging }: Paging & { filter?: ScriptFilter | null }) =>
        connection(
          own.scripts
            .filter(({ archivedAt }) => (filter?.archived ?? false) === (archivedAt !== null))
            .map(view)
            .filter(
              ({ name, description, tags, language }) =>
                `${name} ${description}`.toLowerCase().includes((filter?.text ?? '').toLowerCase()) &&
                (filter?.tag == null || tags.includes(filter.tag)) &&
                (filter?.language == null || filter.language === language)
            )
            .sort((a, b) => a.name.localeCompare(b.name)),
          paging
        ),
      script: ({ id }: { id: string }) => {
        const script = own.scripts.find((each) => each.id === id);
        return script ? view(script) : null;
      },
      exportScripts: () => own.scripts.map((script) => view(script).yaml).join('---\n'),
      saveScript: ({ input }: { input: ScriptInput }) => {
        allow('scripts:manage');
        const { id, name, description, tags, language, code, parameters, timeoutSeconds, baseVersion } = input;
        const at = new Date().toISOString();
        const version = {
          language,
          code,
          parameters,
          timeoutSeconds: timeoutSeconds ?? 60,
          limits: { ...input.limits, network: input.limits?.network ?? false },
          note: input.note ?? null,
          at,
        };
        const shown = { name, description: description ?? '', tags: [...(tags ?? [])].map(String) };
        if (id == null) {
          const made = { id: `script-${own.scripts.length + 1}`, archivedAt: null, ...shown, versions: [version] };
          own.scripts.push(made);
          return view(made);
        }
        const script = find(id);
        if (script.versions.length !== baseVersion) {
          throw coded('CONFLICT', `The script was saved by somebody else: version ${script.versions.length} is there.`);
        }
        Object.assign(script, shown);
        script.versions.push(version);
        return view(script);
      },
      archiveScript: ({ id, force }: { id: string; force: boolean }) => {
        allow('scripts:manage');
        if (own.users.has(id) && !force) {
          throw coded('IN_USE', `It is used by ${own.users.get(id)?.join(', ')}.`);
        }
        const script = find(id);
        script.archivedAt = new Date().toISOString();
        return view(script);
      },
      importScripts: ({ yaml, dryRun }: { yaml: string; dryRun: boolean }) => {
        allow('scripts:manage');
        const read = parseAllDocuments(yaml).map((file) => asRecord(file.toJS()));
        const problems = read.flatMap(({ name }) =>
          typeof name === 'string' ? [] : [{ line: 1, message: 'name: is needed' }]
        );
        const changes = read.map(({ name }) => ({
          name: String(name),
          change: own.scripts.some((each) => each.name === name) ? 'CHANGED' : 'ADDED',
        }));
        if (!dryRun && problems.length === 0) {
          own.scripts.push(...changes.map(({ name }) => scriptOf({ id: `imported-${name}`, name })));
        }
        return { scripts: problems.length > 0 ? [] : changes, problems };
      },
      testScript: ({ input }: { input: ScriptTestInput }) => {
        allow('scripts:manage');
        own.tried.push(input);
        const begun: ScriptTestRecord = {
          ...{
            id: `test-${own.tests.length + 1}`,
            status: 'QUEUED',
            runnerName: null,
            startedAt: null,
            finishedAt: null,
          },
          ...{ cancelAskedAt: null, outcome: null, exitCode: null, detail: null, result: null, outputDropped: 0 },
          ...{ isOutOfReach: false, artefacts: [], printed: '' },
        };
        own.tests.push(begun);
        return begun;
      },
      cancelScriptTest: ({ id }: { id: string }) => {
        allow('scripts:manage');
        const finishedAt = new Date().toISOString();
        touchJob(id);
        return Object.assign(test(id), {
          ...{ status: 'CANCELLED', outcome: 'cancelled', cancelAskedAt: finishedAt, finishedAt },
        });
      },
    },
  };
}
