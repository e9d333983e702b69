import { findUnheld, formatMatcher, valueOf } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { compileAction } from './actions/compileAction.ts';
import { compileEvaluation } from './compileEvaluation.ts';
import type { CompiledRule } from './enrich.ts';
import type { EnrichmentRule } from './enrichmentRule.ts';
import type { Table } from '../lookupTable/indexTable.ts';

/** BAD_USER_INPUT for an expression or a pattern that cannot be read, or a table that is not there. */
export function compileRule(rule: EnrichmentRule, tables: ReadonlyMap<string, Table>): CompiledRule {
  const condition = rule.condition === null ? null : compileEvaluation(rule.condition);
  const act = compileAction(rule.action, tables);
  return {
    id: rule.id,
    name: rule.name,
    act,
    judge(alert, origin) {
      if (!rule.enabled) return { reason: 'switched_off' };
      if (rule.integrationId !== null && rule.integrationId !== origin.integrationId) return { reason: 'other_integration' };
      const unheld = findUnheld(rule.matchers, alert.labels);
      if (unheld) return { reason: 'matcher_did_not_hold', facts: { matcher: formatMatcher(unheld), actual: valueOf(alert.labels, unheld.name) } };
      if (!condition) return null;
      const holds = condition(alert, origin);
      if (typeof holds !== 'boolean')
        throw new AppError('BAD_USER_INPUT', `The condition "${rule.condition}" is ${JSON.stringify(holds)}, neither true nor false.`);
      return holds ? null : { reason: 'condition_did_not_hold' };
    },
  };
}

/** A rule that was right when it was saved and is not any more, such as one whose table lost a column, fails each time with the reason; it stops no other. */
export function compileSavedRule(rule: EnrichmentRule, tables: ReadonlyMap<string, Table>): CompiledRule {
  try {
    return compileRule(rule, tables);
  } catch (error) {
    const fail = (): never => {
      throw error;
    };
    return { id: rule.id, name: rule.name, judge: fail, act: fail };
  }
}
