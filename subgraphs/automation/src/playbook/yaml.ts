import { isDeepStrictEqual } from 'node:util';
import { type Document, LineCounter, parseDocument, stringify } from 'yaml';
import type { PlaybookDefinition } from './definition.ts';

/** What a definition says anyway when nothing is said: left out of a file, so that it says what matters. */
const unsaid: Readonly<Record<string, unknown>> = {
  description: '',
  tags: [],
  policies: {},
  blackouts: [],
  approvals: [],
  timeoutMinutes: 60,
  savesMinutes: 0,
  onError: 'rollBack',
  timeoutSeconds: 60,
  delaySeconds: 5,
  factor: 2,
  parameters: {},
  inputs: {},
  secrets: {},
  runner: {},
  count: 1,
  teams: [],
  expiresMinutes: 1_440,
  withinSeconds: 300,
  everySeconds: 15,
  holdSeconds: 0,
  else: [],
  atOnce: 5,
  most: 100,
  required: false,
};

/** Fields that hold people's own names, which are not ours to leave out. */
const ownNames: ReadonlySet<string> = new Set(['headers', 'parameters', 'secrets', 'runner', 'schema']);

/** A playbook as a file: YAML that `readYaml` and the playbook's shape make the same definition of. */
export function toYaml(definition: PlaybookDefinition): string {
  return stringify(sayLess(definition, false), { lineWidth: 140, aliasDuplicateObjects: false });
}

function sayLess(value: unknown, isOwn: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => sayLess(element, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
      if (isOwn) return [[name, field]];
      // The most that a policy allows has no default, unlike the most of a for-each, which has steps.
      const isDefault = name !== 'most' || 'steps' in value;
      const less = ownNames.has(name) ? field : name === 'inputs' ? sayInputs(field) : sayLess(field, false);
      return isDefault && name in unsaid && isDeepStrictEqual(less, unsaid[name]) ? [] : [[name, less]];
    }),
  );
}

/** Inputs of a playbook are parameters by their names, those of a step are expressions by their names. */
function sayInputs(inputs: unknown): unknown {
  if (typeof inputs !== 'object' || inputs === null) return inputs;
  return Object.fromEntries(Object.entries(inputs).map(([name, field]: [string, unknown]) => [name, sayLess(field, false)]));
}

/** A file as it was read: its value, what is wrong with it as YAML, and the line of each place in it. */
export type ReadYaml = { value: unknown; problems: { line: number; message: string }[]; lineOf(path: readonly PropertyKey[]): number | null };

export function readYaml(text: string): ReadYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const problems = document.errors.map(({ message, pos }) => ({ line: counter.linePos(pos[0]).line, message }));
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length >= 0; length -= 1) {
      const start = startOf(document, path.slice(0, length));
      if (start !== null) return counter.linePos(start).line;
    }
    return null;
  };
  if (problems.length > 0) return { value: null, problems, lineOf };
  try {
    return { value: document.toJS({ maxAliasCount: 50 }), problems, lineOf };
  } catch (error) {
    return { value: null, problems: [{ line: 1, message: error instanceof Error ? error.message : String(error) }], lineOf };
  }
}

/** Where the value of a place begins; null where the file has no such place. */
function startOf(document: Document, path: readonly PropertyKey[]): number | null {
  const node: unknown = path.length === 0 ? document.contents : document.getIn([...path], true);
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : null;
}
