import { compileExpression, type Json } from '#kit/expression';
import { severity } from '../ingest/severity.ts';
import type { Enrichable, Origin } from './enrich.ts';
import { ruleVariables } from './enrichmentRule.ts';

/** Works out the value of an expression for an alert, as the rules before have left it. BAD_USER_INPUT when it has none. */
export function compileEvaluation(text: string): (alert: Enrichable, origin: Origin) => Json {
  const compiled = compileExpression(text, ruleVariables);
  return ({ labels, annotations, severity: chosen, status }, { source }) =>
    compiled.evaluate({ labels, annotations, severity: chosen ?? severity(labels), status, source });
}
