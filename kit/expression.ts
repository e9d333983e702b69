import { CelScalar, celEnv, isCelError, isCelList, isCelMap, isCelUint, parse, plan, unparse, type CelInput, type CelResult } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { RE2JS } from 're2js';
import { AppError } from './errors.ts';

/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A compiled expression: cheap to evaluate again and again. */
export type Expression = {
  text: string;
  /** The value for these variables. BAD_USER_INPUT, in words, when it has none (a missing field, types that do not fit). */
  evaluate(variables: Record<string, unknown>): Json;
};

/** Longest expression, in UTF-16 units. */
export const longestExpression = 4_000;

/**
 * `map`, `filter`, `all`, `exists` inside each other: each level multiplies the work by the length of a list, and this is what keeps an expression's time
 * bounded; CEL has no other loop, and its regular expressions are RE2's.
 */
const deepestLoops = 2;
/** Longest list that an expression is given; what lies beyond is cut off. */
const longestList = 1_000;
const deepestValue = 50;

/**
 * Compiles an expression of CEL (Common Expression Language, https://cel.dev), the one language for expressions in the whole product: it always ends, has no access
 * to anything but the variables named here, and people know it from Kubernetes. The string functions of cel-go's `ext.Strings` are there
 * (`split`, `replace`, `lowerAscii`, …). Whole numbers of JSON are `int`, others `double`. BAD_USER_INPUT, with the place, when it cannot be read.
 */
export function compileExpression(text: string, variables: readonly string[]): Expression {
  const { expr, plan } = readExpression(text, variables);
  const run = plan(expr);
  return {
    text,
    evaluate(values) {
      const result = run(bindValues(variables, values));
      if (isCelError(result))
        throw new AppError('BAD_USER_INPUT', `The expression "${shown(text)}" has no value: ${result.message}.`, { cause: result });
      return toJson(result);
    },
  };
}

/** A value as a person would write it into a label: texts as they are, numbers and flags in words, nothing for null, JSON for the rest. */
export function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Values made ready for CEL, so that many expressions over the same values share the work. */
export type Bindings = Record<string, CelInput>;

export function bindValues(variables: readonly string[], values: Record<string, unknown>): Bindings {
  return Object.fromEntries(variables.map((name) => [name, toCel(values[name] ?? null, 0)]));
}

/** An expression as its tree, what makes a function of a part of it, and how that part is written. */
export type ReadExpression = { expr: Expr; plan: (part: Expr) => (bindings: Bindings) => CelResult; write: (part: Expr) => string };

/** An expression as its tree, checked. BAD_USER_INPUT, with the place, when it cannot be read. */
export function readExpression(text: string, variables: readonly string[]): ReadExpression {
  if (text.length > longestExpression) {
    throw new AppError('BAD_USER_INPUT', `The expression has ${text.length} characters; ${longestExpression} is the most.`);
  }
  const env = celEnv({
    variables: Object.fromEntries(variables.map((name) => [name, CelScalar.DYN])),
    funcs: [...strings],
    re2: { compile: compilePattern } as unknown as typeof RE2JS,
  });
  const readable = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof AppError || !(error instanceof Error)) throw error;
      throw new AppError('BAD_USER_INPUT', `The expression "${shown(text)}" cannot be read: ${error.message}.`, { cause: error });
    }
  };
  return readable(() => {
    const parsed = parse(text);
    const { expr } = parsed;
    if (!expr) throw new Error('it is empty');
    refuseDeepLoops(expr, 0);
    refuseUnknownNames(expr, new Set(variables));
    return { expr, plan: (part) => readable(() => plan(env, part)), write: (part) => unparse({ ...parsed, expr: part }) };
  });
}

function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function refuseDeepLoops(expr: Expr, depth: number): void {
  const isLoop = expr.exprKind.case === 'comprehensionExpr';
  if (isLoop && depth >= deepestLoops) throw new AppError('BAD_USER_INPUT', `The expression has more than ${deepestLoops} loops inside each other.`);
  for (const child of childrenOf(expr)) refuseDeepLoops(child, isLoop ? depth + 1 : depth);
}

/** A name that is not known would only be found out when an alert comes. */
function refuseUnknownNames(expr: Expr, known: ReadonlySet<string>): void {
  const { exprKind } = expr;
  if (exprKind.case === 'identExpr' && !known.has(exprKind.value.name) && !types.has(exprKind.value.name)) {
    throw new AppError('BAD_USER_INPUT', `The expression names "${exprKind.value.name}"; it may name ${[...known].join(', ')}.`);
  }
  if (exprKind.case === 'comprehensionExpr') {
    const { iterVar, iterVar2, accuVar } = exprKind.value;
    const inner = new Set([...known, iterVar, iterVar2, accuVar]);
    for (const child of childrenOf(expr)) refuseUnknownNames(child, inner);
    return;
  }
  for (const child of childrenOf(expr)) refuseUnknownNames(child, known);
}

/** A regular expression as CEL has them (RE2), kept from one use to the next. CEL compiles it each time that `matches` is called, which takes longer than all else of an expression; here each is compiled once. */
const patterns = new Map<string, RE2JS>();
const mostPatterns = 2_000;

export function compilePattern(text: string): RE2JS {
  const known = patterns.get(text);
  if (known) return known;
  const made = RE2JS.compile(text);
  if (patterns.size >= mostPatterns) patterns.delete(patterns.keys().next().value ?? '');
  patterns.set(text, made);
  return made;
}

/** Names of CEL's own types, and the namespaces of its functions. */
const types = new Set(['bool', 'bytes', 'double', 'int', 'uint', 'string', 'list', 'map', 'null_type', 'type', 'google', 'strings', 'math']);

/** The parts of an expression's tree. */
export function childrenOf({ exprKind }: Expr): Expr[] {
  switch (exprKind.case) {
    case 'selectExpr':
      return present(exprKind.value.operand);
    case 'callExpr':
      return present(exprKind.value.target, ...exprKind.value.args);
    case 'listExpr':
      return exprKind.value.elements;
    case 'structExpr':
      return exprKind.value.entries.flatMap(({ keyKind, value }) => present(keyKind.case === 'mapKey' ? keyKind.value : undefined, value));
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      return present(iterRange, accuInit, loopCondition, loopStep, result);
    }
    case 'identExpr':
    case 'constExpr':
    case undefined:
      return [];
    default:
      return exprKind satisfies never;
  }
}

function present(...exprs: (Expr | undefined)[]): Expr[] {
  return exprs.filter((expr) => expr !== undefined);
}

/** JSON as CEL takes it: whole numbers are int, which is what people mean who write `count + 1`. */
function toCel(value: unknown, depth: number): CelInput {
  if (depth > deepestValue) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, longestList).map((element) => toCel(element, depth + 1));
  switch (typeof value) {
    case 'object':
      return value === null ? null : new Map(Object.entries(value).map(([name, field]) => [name, toCel(field, depth + 1)]));
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    default:
      return null;
  }
}

/** A value of CEL as JSON; what JSON has no word for (durations, timestamps, types, bytes) as text. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isCelUint(value)) return Number(value.value);
  if (isCelList(value)) return [...value].map(toJson);
  if (isCelMap(value)) return Object.fromEntries([...value].map(([name, field]) => [textOf(toJson(name)), toJson(field)]));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return (value as { toString(): string }).toString();
}
