import { type ActionInput, ActionKind, type RuleInput } from './enrichment.input.ts';
import type { EnrichmentAction } from './enrichmentRule.ts';

/** Rules of a client in the form in which they are checked and kept: what is null was not given. */
export function readInput(rules: readonly RuleInput[]): unknown[] {
  return rules.map(({ action, ...rule }) => ({ ...given(rule), action: readAction(action) }));
}

function readAction({ oldName, newName, ...action }: ActionInput): Record<string, unknown> {
  const renamed = action.kind === ActionKind.RENAME_LABEL ? { from: oldName, to: newName } : { oldName, newName };
  return given({ ...action, ...renamed });
}

function given(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

/** The action as clients see it. */
export function showAction(action: EnrichmentAction): Omit<ActionInput, 'kind'> & { kind: EnrichmentAction['kind'] } {
  if (action.kind !== 'rename_label') return action as ReturnType<typeof showAction>;
  return { kind: action.kind, oldName: action.from, newName: action.to };
}
