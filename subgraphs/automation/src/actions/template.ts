import { AppError } from '#kit/errors';
import { Liquid } from 'liquidjs';
import { z } from 'zod';

/** Where in a request a template stands. */
export type Place = 'url' | 'json' | 'form' | 'text' | 'header' | 'shell';

/**
 * What a template prints is escaped for its place, so that a label's value can change neither the shape of a body nor the path or host of
 * an address; `| raw` says that it is meant as it is.
 */
const escapes: Record<Place, (value: unknown) => string> = {
  url: (value) => encodeURIComponent(print(value)),
  form: (value) => encodeURIComponent(print(value)),
  json: (value) => JSON.stringify(print(value)).slice(1, -1),
  header: (value) => print(value).replace(/[^\x20-\x7e]+/g, ' '),
  text: print,
  // One word of a POSIX shell, whatever is in it.
  shell: (value) => `'${print(value).replaceAll("'", `'\\''`)}'`,
};

const engines = new Map(Object.entries(escapes).map(([place, outputEscape]) => [place as Place, createEngine(outputEscape)]));

/** Renders a template. Throws BAD_USER_INPUT naming what is wrong: syntax, an unknown variable or filter, too much work. */
export function renderTemplate(text: string, place: Place, variables: object): string {
  return explain(() => z.string().parse(engineOf(place).parseAndRenderSync(text, variables)));
}

/** Throws BAD_USER_INPUT when the template's syntax or a filter's name is wrong. */
export function checkTemplate(text: string, place: Place): void {
  explain(() => engineOf(place).parse(text));
}

/**
 * A sandbox: own properties only, no files (partials come from an empty list), unknown names are errors and not gaps in a request, and
 * bounds on length, time and memory.
 */
function createEngine(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    outputEscape,
    templates: {},
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    parseLimit: 100_000,
    renderLimit: 500,
    memoryLimit: 1_000_000,
  });
  // What is JSON already is not escaped again.
  engine.registerFilter('json', { raw: true, handler: (value: unknown) => JSON.stringify(value) });
  return engine;
}

function engineOf(place: Place): Liquid {
  const engine = engines.get(place);
  if (!engine) throw new AppError('INTERNAL', `There is no template engine for ${place}.`);
  return engine;
}

function explain<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new AppError('BAD_USER_INPUT', `A template cannot be filled in: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function print(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? '' : JSON.stringify(value);
    default:
      return '';
  }
}
