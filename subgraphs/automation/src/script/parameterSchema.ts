import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { RE2JS } from 're2js';

/** Largest schema, and largest values, in characters of JSON. */
const longest = 65_536;

/** Patterns are RE2's, whose time grows with the length of a text only: whoever writes a schema cannot hold the process up. */
const regExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text: string) => compiled.matcher(text).find() };
  },
  { code: 'new RegExp' },
);

/**
 * What is wrong with a JSON Schema of parameters (draft-07), in words; null when it is fine. It describes an object, is at most 64 KiB, refers to nothing outside
 * itself, and knows no keyword that does nothing.
 */
export function judgeSchema(schema: Record<string, unknown>): string | null {
  try {
    compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The values that a script is given, with the defaults of its schema. BAD_USER_INPUT has a line for each that does not fit: `parameters.host: must be string`.
 */
export function readParameters(schema: Record<string, unknown>, given: unknown): Record<string, Json> {
  const text = JSON.stringify(given ?? {});
  if (text.length > longest) throw new AppError('BAD_USER_INPUT', `parameters: They have ${text.length} characters; ${longest} is the most.`);
  const values = JSON.parse(text) as Record<string, Json>;
  const validate = compile(schema);
  if (!validate(values)) throw new AppError('BAD_USER_INPUT', (validate.errors ?? []).slice(0, 20).map(lineOf).join('\n'));
  return values;
}

function compile(schema: Record<string, unknown>): ValidateFunction {
  const text = JSON.stringify(schema);
  if (text.length > longest) throw new Error(`The schema has ${text.length} characters; ${longest} is the most`);
  if (schema['type'] !== 'object') throw new Error('The schema must be of an object: type: object');
  if (/"\$(ref|dynamicRef|recursiveRef)":"(?!#)/.test(text)) throw new Error('The schema may refer to what is in it only: $ref: "#/…"');
  // Each schema gets a compiler of its own: one that lives on keeps every schema that it has seen.
  const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: true, allowUnionTypes: true, code: { regExp: regExp }, logger: false });
  formats.default(ajv, { mode: 'fast', keywords: false });
  refuseBadPatterns(schema);
  return ajv.compile(schema);
}

/** The compiler looks at a pattern only when a value meets it. */
function refuseBadPatterns(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'pattern' && typeof value === 'string') regExp(value);
    else refuseBadPatterns(value);
  }
}

function lineOf({ instancePath, message, params }: ErrorObject): string {
  const missing = 'missingProperty' in params ? `.${String(params['missingProperty'])}` : '';
  const path = `parameters${instancePath.replaceAll('/', '.')}${missing}`;
  return `${path}: ${missing === '' ? (message ?? 'does not fit') : 'is needed'}`;
}
