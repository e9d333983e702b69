import { AppError } from '#kit/errors';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** A value of the file, with the line of its name or, in a list, its own. */
export type Value = {
  line: number;
  /** The fields of a mapping, in their order, those of `<<` included; undefined for what is not a mapping. */
  fields(): Map<string, Value> | undefined;
  /** The items of a sequence; undefined for what is none. */
  items(): Value[] | undefined;
  /** A text, also where YAML takes it for a number or a flag; undefined for mappings, sequences and nothing. */
  text(): string | undefined;
  isEmpty(): boolean;
};

/** Most values that are looked at: aliases of aliases make a short file endless. */
const mostValues = 200_000;

/** Reads YAML so that everything in it knows its line. BAD_USER_INPUT, with the line, for what is not YAML. */
export function openYaml(text: string): Value {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    throw new AppError('BAD_USER_INPUT', `Line ${lineCounter.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`, { cause: error });
  }
  let left = mostValues;

  const wrap = (given: unknown, line: number): Value => {
    if ((left -= 1) < 0) throw new AppError('BAD_USER_INPUT', 'The aliases of this file make it too large.');
    const node = isAlias(given) ? given.resolve(document) : given;
    return {
      line,
      fields: () => (isMap(node) ? fieldsOf(node.items, line) : undefined),
      items: () => (isSeq(node) ? node.items.map((item) => wrap(item, lineOf(item) ?? line)) : undefined),
      text: () => (isScalar(node) && node.value !== null ? textOf(node.source, node.value) : undefined),
      isEmpty: () => node == null || (isScalar(node) && node.value === null),
    };
  };
  const lineOf = (node: unknown): number | undefined => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lineCounter.linePos(range[0]).line : undefined;
  };
  const fieldsOf = (pairs: readonly { key: unknown; value: unknown }[], line: number): Map<string, Value> => {
    const fields = new Map<string, Value>();
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? String(key.value) : '';
      const wrapped = wrap(value, lineOf(key) ?? line);
      if (name !== '<<') fields.set(name, wrapped);
      else for (const [inherited, field] of wrapped.fields() ?? []) if (!fields.has(inherited)) fields.set(inherited, field);
    }
    return fields;
  };
  return wrap(document.contents, 1);
}

/** `1` and `yes` are texts for whoever asks for a text: the source as it stands, unless it was quoted. */
function textOf(source: unknown, value: unknown): string {
  return typeof value === 'string' || typeof source !== 'string' ? String(value) : source;
}
