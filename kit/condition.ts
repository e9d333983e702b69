import { isCelError, type CelResult } from '@bufbuild/cel';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { type Bindings, bindValues, childrenOf, compilePattern, readExpression } from './expression.ts';

/** What a name of a condition stood for; `missing` where there was nothing of that name. */
export type SeenValue = { name: string; value: unknown; missing?: true };

/** Whether a condition holds, and else which part of it did not and what that part saw. */
export type ConditionVerdict =
  { holds: true } | { holds: false; reason: 'condition_false' | 'condition_no_value'; part: string; saw: SeenValue[]; error?: string };

/** What conditions are judged on: made once, judged by many, which share the parts and the fields that they have in common. */
export type ConditionSubject = {
  values: Record<string, unknown>;
  /** The values as CEL takes them, made when the first condition needs CEL. */
  bindings: () => Bindings;
  /** What CEL made of parts, by their words. */
  results: Map<string, CelResult>;
  /** Fields that were looked at, by their names. */
  fields: Map<string, Field>;
};

/** What a field is of the values, and how it is shown. */
type Field = { found: boolean; value: unknown; seen: SeenValue };

export function conditionSubject(variables: readonly string[], values: Record<string, unknown>): ConditionSubject {
  let bindings: Bindings | undefined;
  return { values, bindings: () => (bindings ??= bindValues(variables, values)), results: new Map(), fields: new Map() };
}

/** A compiled condition: cheap to judge again and again. */
export type Condition = { text: string; judge(subject: ConditionSubject): ConditionVerdict };

const mostSeen = 20;
const longestSeen = 300;

/**
 * Compiles a CEL expression that must be true. It is split at its outer `&&`, and each part is a function of its own: judging all costs what judging the whole does,
 * and says which part was false. As in CEL a part that is false decides, whatever others have no value. BAD_USER_INPUT, with the place, when it cannot be read.
 *
 * Comparisons of a field with a constant are by far the commonest parts and take CEL 5 to 10 µs, which a thousand triggers turn into what one can feel; they are done
 * directly. What is not so simple goes to CEL, once for all conditions with the same words.
 */
export function compileCondition(text: string, variables: readonly string[]): Condition {
  const { expr, plan, write } = readExpression(text, variables);
  const known = new Set(variables);
  const parts = conjuncts(expr).map((part) => ({ text: write(part), run: plan(part), direct: directly(part, known), paths: pathsOf(part, known) }));
  return {
    text,
    judge(subject) {
      let first: ConditionVerdict = { holds: true };
      for (const { text, run, direct, paths } of parts) {
        let result: CelResult | null = direct === null ? null : direct(subject);
        if (result === null) {
          const known = subject.results.get(text);
          result = known === undefined ? run(subject.bindings()) : known;
          subject.results.set(text, result);
        }
        if (result === true) continue;
        if (result === false) return { holds: false, reason: 'condition_false', part: text, saw: see(paths, subject) };
        const error = isCelError(result) ? result.message : 'the value is neither true nor false';
        if (first.holds) first = { holds: false, reason: 'condition_no_value', part: text, saw: see(paths, subject), error };
      }
      return first;
    },
  };
}

function conjuncts(expr: Expr): Expr[] {
  const { exprKind } = expr;
  return exprKind.case === 'callExpr' && exprKind.value.function === '_&&_' ? exprKind.value.args.flatMap(conjuncts) : [expr];
}

/** A part done without CEL; null where the values are not what it was made for, and CEL knows what then. */
type Direct = (subject: ConditionSubject) => boolean | null;

/**
 * Comparisons of a field with a constant, `in` a list of texts, the plain functions of texts, and `||`, `&&` and `!` of these, as a function; null for anything else. Where a
 * field is missing or of another type the function says null.
 */
function directly(part: Expr, known: ReadonlySet<string>): Direct | null {
  if (part.exprKind.case !== 'callExpr') return null;
  const { function: name, target, args } = part.exprKind.value;
  const [first, second] = args;
  if (name === '!_' && first) {
    const inner = directly(first, known);
    return inner && ((subject) => negated(inner(subject)));
  }
  if ((name === '_||_' || name === '_&&_') && first && second) {
    const [one, other] = [directly(first, known), directly(second, known)];
    const join = name === '_||_' ? either : both;
    return one && other && ((subject) => join(one(subject), other(subject)));
  }
  const [field, constant] = target ? [target, first] : [first, second];
  const segments = field ? segmentsOf(field) : null;
  if (segments === null || !constant || !known.has(segments[0] ?? '')) return null;
  const judge = target ? textFunctions[name]?.(constantOf(constant)) : comparisons[name]?.(constant);
  if (!judge) return null;
  const path = { name: segments.join('.'), segments };
  return (subject) => {
    const { found, value } = fieldAt(path, subject);
    return found ? judge(value) : null;
  };
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);
const either = (one: boolean | null, other: boolean | null): boolean | null =>
  one === true || other === true ? true : one === null || other === null ? null : false;

const both = (one: boolean | null, other: boolean | null): boolean | null =>
  one === false || other === false ? false : one === null || other === null ? null : true;

type Judge = (value: unknown) => boolean | null;
type Constant = string | number | boolean | undefined;

const textFunction =
  (judge: (text: string, part: string) => boolean) =>
  (part: Constant): Judge | null =>
    typeof part === 'string' ? (value) => (typeof value === 'string' ? judge(value, part) : null) : null;

const textFunctions: Record<string, (part: Constant) => Judge | null> = {
  contains: textFunction((text, part) => text.includes(part)),
  startsWith: textFunction((text, part) => text.startsWith(part)),
  endsWith: textFunction((text, part) => text.endsWith(part)),
  matches: (pattern) => (typeof pattern === 'string' ? matching(pattern) : null),
};

/** The same expressions as CEL's own. What cannot match for how it begins is not shown to them: that is nearly all, and they take ten times as long to say so. */
function matching(pattern: string): Judge | null {
  const begins = beginningOf(pattern);
  try {
    const compiled = compilePattern(pattern);
    return (value) => (typeof value === 'string' ? value.startsWith(begins) && compiled.test(value) : null);
  } catch {
    // CEL says what is wrong with it.
    return null;
  }
}

/** The text with which everything begins that an expression matches: as much of it as is plain. Pure. */
export function beginningOf(pattern: string): string {
  const [, plain = '', next = ''] = /^\^([\w\- :/,;@%&=~]*)(.?)/s.exec(pattern) ?? [];
  if (pattern.includes('|')) return '';
  return '*?{'.includes(next) && next !== '' ? plain.slice(0, -1) : plain;
}

/** Of values of one type; of two types CEL says. */
const comparison =
  (judge: (one: string | number | boolean, other: string | number | boolean) => boolean, types: readonly string[]) =>
  (expr: Expr): Judge | null => {
    const constant = constantOf(expr);
    if (constant === undefined || !types.includes(typeof constant)) return null;
    return (value) => (typeof value === typeof constant ? judge(value as typeof constant, constant) : null);
  };

const comparisons: Record<string, (constant: Expr) => Judge | null> = {
  '_==_': comparison((one, other) => one === other, ['string', 'number', 'boolean']),
  '_!=_': comparison((one, other) => one !== other, ['string', 'number', 'boolean']),
  '_>_': comparison((one, other) => one > other, ['number']),
  '_>=_': comparison((one, other) => one >= other, ['number']),
  '_<_': comparison((one, other) => one < other, ['number']),
  '_<=_': comparison((one, other) => one <= other, ['number']),
  '@in': ({ exprKind }) => {
    const texts = exprKind.case === 'listExpr' ? exprKind.value.elements.map(constantOf) : [undefined];
    if (texts.some((text) => typeof text !== 'string')) return null;
    const among = new Set<unknown>(texts);
    return (value) => (typeof value === 'string' ? among.has(value) : null);
  },
};

function constantOf({ exprKind }: Expr): Constant {
  if (exprKind.case !== 'constExpr') return undefined;
  const { case: type, value } = exprKind.value.constantKind;
  switch (type) {
    case 'stringValue':
    case 'boolValue':
    case 'doubleValue':
      return value;
    case 'int64Value':
      return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
    default:
      return undefined;
  }
}

type Path = { name: string; segments: string[] };

/** What a part names of the variables: the longest chains of fields, each once. */
function pathsOf(part: Expr, known: ReadonlySet<string>): Path[] {
  const found = new Map<string, Path>();
  const look = (expr: Expr): void => {
    const segments = segmentsOf(expr);
    if (segments === null || !known.has(segments[0] ?? '')) return childrenOf(expr).forEach(look);
    const name = segments.join('.');
    found.set(name, { name, segments });
  };
  look(part);
  return [...found.values()].slice(0, mostSeen);
}

/** `a.b`, `has(a.b)` and `a["b"]` as their names; null for anything else. */
function segmentsOf({ exprKind }: Expr): string[] | null {
  if (exprKind.case === 'identExpr') return [exprKind.value.name];
  if (exprKind.case === 'selectExpr') {
    const before = exprKind.value.operand ? segmentsOf(exprKind.value.operand) : null;
    return before && [...before, exprKind.value.field];
  }
  if (exprKind.case !== 'callExpr' || exprKind.value.function !== '_[_]') return null;
  const [list, index] = exprKind.value.args;
  const before = list ? segmentsOf(list) : null;
  const constant = index?.exprKind.case === 'constExpr' ? index.exprKind.value.constantKind : undefined;
  if (before === null || (constant?.case !== 'stringValue' && constant?.case !== 'int64Value')) return null;
  return [...before, String(constant.value)];
}

function fieldAt({ name, segments }: Path, { values, fields }: ConditionSubject): Field {
  const known = fields.get(name);
  if (known) return known;
  let found = true;
  let value: unknown = values;
  for (const segment of segments) {
    found = typeof value === 'object' && value !== null && Object.hasOwn(value, segment);
    if (!found) break;
    value = Reflect.get(value as object, segment);
  }
  const field: Field = found
    ? { found, value, seen: { name, value: shortened(value) } }
    : { found, value: null, seen: { name, value: null, missing: true } };
  fields.set(name, field);
  return field;
}

const see = (paths: readonly Path[], subject: ConditionSubject): SeenValue[] => paths.map((path) => fieldAt(path, subject).seen);

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestSeen ? `${value.slice(0, longestSeen).toWellFormed()}…` : value;
  if (typeof value !== 'object' || value === null) return value ?? null;
  const text = JSON.stringify(value);
  return text.length > longestSeen ? `${text.slice(0, longestSeen).toWellFormed()}…` : value;
}
