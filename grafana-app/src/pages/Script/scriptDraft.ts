import { asRecord } from '../../api/errors';
import type { ScriptFieldsFragment, ScriptLanguage, ScriptVersionsQuery } from '../../api/generated/graphql';
import type { PickedTeam } from '../../components/TeamPicker/TeamPicker';
import { boundNames, type DraftLimits, isBound, toDraftLimits, toLimits } from './scriptLimits';

export type ScriptVersion = NonNullable<ScriptVersionsQuery['script']>['versions']['edges'][number]['node'];

/** A script as it is being written. */
export interface ScriptDraft {
  name: string;
  description: string;
  language: ScriptLanguage;
  tags: string[];
  team: PickedTeam | null;
  code: string;
  /** The JSON Schema of its parameters, as text: what is being typed need not be JSON yet. */
  schema: string;
  /** As text, for the same reason. */
  timeout: string;
  limits: DraftLimits;
}

/** What a version keeps. */
type Kept = Pick<ScriptVersion, 'language' | 'code' | 'parameters' | 'timeoutSeconds' | 'limits'>;

export const newDraft: ScriptDraft = {
  ...{ name: '', description: '', language: 'BASH', tags: [], team: null, code: '' },
  ...{ schema: toText({ type: 'object', properties: {} }), timeout: '60' },
  limits: toDraftLimits({ network: false }),
};

export function draftOf(script: ScriptFieldsFragment): ScriptDraft {
  const { name, description, tags, team } = script;
  return withVersion({ ...newDraft, name, description, tags, team: team ?? null }, script);
}

/** A draft that was kept, or undefined for what is none. */
export function readDraft(value: unknown): ScriptDraft | undefined {
  const record = asRecord(value);
  const isDraft = Object.entries(newDraft).every(
    ([name, usual]) => name in record && (name === 'team' || typeof record[name] === typeof usual)
  );
  // Each field was just seen to have the type of the draft's own.
  return isDraft ? (value as ScriptDraft) : undefined;
}

/** The draft with what a version keeps in its place. */
export function withVersion(draft: ScriptDraft, kept: Kept): ScriptDraft {
  return { ...draft, ...textsOf(kept) };
}

/** What a version keeps, as a text that can be compared with another. */
export function versionText(kept: Kept): string {
  return compared(textsOf(kept));
}

/** All of a draft, as a text that can be compared with another. */
export function draftText(draft: ScriptDraft): string {
  const { name, description, tags, team } = draft;
  return [
    `name: ${name.trim()}`,
    ...(description === '' ? [] : [`description: ${description}`]),
    ...(tags.length === 0 ? [] : [`tags: ${tags.join(', ')}`]),
    ...(team === null ? [] : [`team: ${team.name}`]),
    compared(draft),
  ].join('\n');
}

type Texts = Pick<ScriptDraft, 'language' | 'code' | 'schema' | 'timeout' | 'limits'>;

const textsOf = ({ language, code, parameters, timeoutSeconds, limits }: Kept): Texts => ({
  ...{ language, code, schema: toText(parameters), timeout: String(timeoutSeconds), limits: toDraftLimits(limits) },
});

function compared({ language, code, schema, timeout, limits }: Texts) {
  const said = Object.entries(toLimits(limits)).map(([name, value]) => `limits.${name}: ${String(value)}`);
  return [
    `language: ${language.toLowerCase()}`,
    `timeoutSeconds: ${timeout}`,
    ...said,
    `parameters: ${schema}`,
    code,
  ].join('\n');
}

/** The schema that is written; undefined while it is no JSON of an object. */
export function readSchema(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? asRecord(read) : undefined;
  } catch {
    return undefined;
  }
}

/** What keeps a draft from being saved; undefined when nothing does. The platform judges the rest. */
export function faultOf(draft: ScriptDraft): 'name' | 'code' | 'schema' | 'timeout' | 'limits' | undefined {
  const seconds = Number(draft.timeout);
  return draft.name.trim() === ''
    ? 'name'
    : draft.code === ''
      ? 'code'
      : readSchema(draft.schema) === undefined
        ? 'schema'
        : !Number.isInteger(seconds) || seconds < 1 || seconds > 86_400
          ? 'timeout'
          : boundNames.some((name) => !isBound(name, draft.limits[name]))
            ? 'limits'
            : undefined;
}

/** The platform keeps JSON with its fields in an order of its own; two texts of the same schema are the same text. */
function toText(schema: unknown): string {
  return JSON.stringify(schema, null, 2);
}
