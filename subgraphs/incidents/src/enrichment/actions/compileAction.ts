import type { Table } from '../../lookupTable/indexTable.ts';
import type { Act, Enrichable, Outcome } from '../enrich.ts';
import type { EnrichmentAction } from '../enrichmentRule.ts';
import { compileCompute } from './compute.ts';
import { compileExtract } from './extract.ts';
import { compileLookUp } from './lookUp.ts';
import { compileSet } from './set.ts';
import { putLabels } from './putLabels.ts';

export function compileAction(action: EnrichmentAction, tables: ReadonlyMap<string, Table>): Act {
  switch (action.kind) {
    case 'extract':
      return compileExtract(action);
    case 'compute':
      return compileCompute(action);
    case 'look_up':
      return compileLookUp(action, tables);
    case 'set':
      return compileSet(action);
    case 'drop_labels':
      return (alert) => putLabels(alert, Object.fromEntries(action.names.map((name) => [name, ''])), false);
    case 'rename_label':
      return (alert) => renameLabel(alert, action.from, action.to);
    case 'drop_alert':
      return () => ({ reason: 'dropped_by_rule' });
    default:
      return action satisfies never;
  }
}

function renameLabel(alert: Enrichable, from: string, to: string): Outcome {
  const value = Object.hasOwn(alert.labels, from) ? alert.labels[from] : undefined;
  if (value === undefined || from === to) return { reason: 'changed_nothing' };
  return putLabels(alert, { [from]: '', [to]: value }, false);
}
