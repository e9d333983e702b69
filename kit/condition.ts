import { isCelError, type CelResult } from '@bufbuild/cel';
import type { Expr } from '@bufbuild/cel-spec/cel/expr/syntax_pb.js';
import { type Bindings, bindValues, childrenOf, readExpression } from './expression.ts';

/** What a name of a condition stood for; `missing` where there was nothing of that name. */
export type SeenValue = { name: string; value: unknown; missing?: true };

/** Whether a condition holds, and else which part of it did not and what that part saw. */
export type ConditionVerdict =
  { holds: true } | { holds: false; reason: 'condition_false' | 'condition_no_value'; part: string; saw: SeenValue[]; error?: string };

/** What conditions are judged on: made once, judged by many, which share the parts that they have in common. */
export type ConditionSubject = { values: Record<string, unknown>; bindings: Bindings; results: Map<string, CelResult> };

export function conditionSubject(variables: readonly string[], values: Record<string, unknown>): ConditionSubject {
  return { values, bindings: bindValues(variables, values), results: new Map() };
}

/** A compiled condition: cheap to judge again and again. */
export type Condition = { text: string; judge(subject: ConditionSubject): ConditionVerdict };

const mostSeen = 20;
const longestSeen = 300;

/**
 * Compiles a CEL expression that must be true. It is split at its outer `&&`, and each part is a function of its own: judging all costs what judging the whole does,
 * and says which part was false. As in CEL a part that is false decides, whatever others have no value. BAD_USER_INPUT, with the place, when it cannot be read.
 *
 * A comparison of a field with a text is by far the commonest part and takes CEL 5 µs, which a thousand triggers turn into what one can feel; it is done directly.
 * What is not so simple goes to CEL, once for all conditions with the same words.
 */
export function compileCondition(text: string, variables: readonly string[]): Condition {
  const { expr, plan, write } = readExpression(text, variables);
  const known = new Set(variables);
  const parts = conjuncts(expr).map((part) => ({ text: write(part), run: plan(part), direct: directly(part, known), paths: pathsOf(part, known) }));
  return {
    text,
    judge({ values, bindings, results }) {
      let first: ConditionVerdict = { holds: true };
      for (const { text, run, direct, paths } of parts) {
        let result: CelResult | null = direct?.(values) ?? null;
        if (result === null) {
          const known = results.get(text);
          result = known === undefined ? run(bindings) : known;
          results.set(text, result);
        }
        if (result === true) continue;
        if (result === false) return { holds: false, reason: 'condition_false', part: text, saw: see(paths, values) };
        const error = isCelError(result) ? result.message : 'the value is neither true nor false';
        if (first.holds) first = { holds: false, reason: 'condition_no_value', part: text, saw: see(paths, values), error };
      }
      return first;
    },
  };
}

function conjuncts(expr: Expr): Expr[] {
  const { exprKind } = expr;
  return exprKind.case === 'callExpr' && exprKind.value.function === '_&&_' ? exprKind.value.args.flatMap(conjuncts) : [expr];
}

/** `field == "text"`, `field != "text"` and `field in ["text", …]` as a function; null for anything else. It gives null where the field is not a text: CEL knows what then. */
function directly(part: Expr, known: ReadonlySet<string>): ((values: Record<string, unknown>) => boolean | null) | null {
  if (part.exprKind.case !== 'callExpr') return null;
  const [field, constant] = part.exprKind.value.args;
  const segments = field ? segmentsOf(field) : null;
  if (segments === null || !constant || !known.has(segments[0] ?? '')) return null;
  const textual = (judge: (text: string) => boolean) => (values: Record<string, unknown>) => {
    const { found, value } = valueAt(segments, values);
    return found && typeof value === 'string' ? judge(value) : null;
  };
  const wanted = textOf(constant);
  switch (part.exprKind.value.function) {
    case '_==_':
      return wanted === null ? null : textual((text) => text === wanted);
    case '_!=_':
      return wanted === null ? null : textual((text) => text !== wanted);
    case '@in': {
      if (constant.exprKind.case !== 'listExpr') return null;
      const texts = constant.exprKind.value.elements.map(textOf);
      if (texts.includes(null)) return null;
      const among = new Set(texts);
      return textual((text) => among.has(text));
    }
    default:
      return null;
  }
}

function textOf({ exprKind }: Expr): string | null {
  return exprKind.case === 'constExpr' && exprKind.value.constantKind.case === 'stringValue' ? exprKind.value.constantKind.value : null;
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

function valueAt(segments: readonly string[], values: Record<string, unknown>): { found: boolean; value: unknown } {
  let at: unknown = values;
  for (const segment of segments) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return { found: false, value: null };
    at = Reflect.get(at, segment);
  }
  return { found: true, value: at };
}

function see(paths: readonly Path[], values: Record<string, unknown>): SeenValue[] {
  return paths.map(({ name, segments }) => {
    const { found, value } = valueAt(segments, values);
    return found ? { name, value: shortened(value) } : { name, value: null, missing: true };
  });
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestSeen ? `${value.slice(0, longestSeen).toWellFormed()}…` : value;
  if (typeof value !== 'object' || value === null) return value ?? null;
  const text = JSON.stringify(value);
  return text.length > longestSeen ? `${text.slice(0, longestSeen).toWellFormed()}…` : value;
}
