import type { ScriptLanguage } from '#prisma/generated/client';
import { Document, LineCounter, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { judgeSchema } from './parameterSchema.ts';
import { type ScriptDraft, scriptDraft } from './scriptShape.ts';

/** Most scripts of one file. */
const mostScripts = 200;
/** Longest file, in characters. */
export const longestFile = 2_000_000;

/** What is wrong with a file; `line` is where the document begins or cannot be read, counted from 1. */
export type FileProblem = { line: number; message: string };

const languageWords = { BASH: 'bash', PYTHON: 'python', JAVASCRIPT: 'javascript' } as const satisfies Record<ScriptLanguage, string>;

/** A document of such a file: a script as a draft, with its language in small letters as people write it. */
const documentShape = scriptDraft
  .extend({ kind: z.literal('Script'), language: z.enum(Object.values(languageWords)) })
  .strict()
  .transform(({ kind: _, language, ...rest }) => ({ ...rest, language: language.toUpperCase() as ScriptLanguage }));

/** Scripts as YAML, a document each, in the order of their names, so that the same library gives the same file. Pure. */
export function writeScripts(scripts: readonly ScriptDraft[]): string {
  return [...scripts]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, description, language, tags, timeoutSeconds, limits, parameters, code }) => {
      const said = { kind: 'Script', name, description, language: languageWords[language], tags, timeoutSeconds, limits, parameters, code };
      const document = new Document(said);
      return document.toString({ lineWidth: 0, blockQuote: 'literal' });
    })
    .join('---\n');
}

/** The scripts of a YAML file; what is wrong with it instead, all at once. Pure. */
export function readScripts(text: string): { scripts: ScriptDraft[]; problems: FileProblem[] } {
  if (text.length > longestFile) return { scripts: [], problems: [{ line: 1, message: `The file has more than ${longestFile} characters.` }] };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  const documents = 'empty' in parsed ? [] : parsed.filter((document) => document.contents !== null);
  if (documents.length === 0) return { scripts: [], problems: [{ line: 1, message: 'The file holds no script.' }] };
  if (documents.length > mostScripts) return { scripts: [], problems: [{ line: 1, message: `The file holds more than ${mostScripts} scripts.` }] };
  const scripts: ScriptDraft[] = [];
  const problems: FileProblem[] = [];
  const seen = new Set<string>();
  for (const document of documents) {
    const [error] = document.errors;
    const line = lines.linePos(error?.pos[0] ?? document.range[0]).line;
    if (error) {
      problems.push({ line, message: error.message.split('\n')[0] ?? error.message });
      continue;
    }
    // Anchors that blow up are bounded by the reader itself.
    const read = documentShape.safeParse(asJson(document));
    if (!read.success) {
      problems.push(...read.error.issues.map(({ path, message }) => ({ line, message: `${path.join('.') || 'script'}: ${message}` })));
      continue;
    }
    const problem = judgeSchema(read.data.parameters);
    if (problem !== null) problems.push({ line, message: `parameters: ${problem}.` });
    if (seen.has(read.data.name)) problems.push({ line, message: `name: The file holds two scripts named ${read.data.name}.` });
    seen.add(read.data.name);
    scripts.push(read.data);
  }
  return { scripts: problems.length > 0 ? [] : scripts, problems };
}

function asJson(document: { toJS(options: { maxAliasCount: number }): unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return error instanceof Error ? error.message : null;
  }
}
