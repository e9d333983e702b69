import type { Labels, Severity } from '#contracts/words';
import { hash } from 'node:crypto';
import { type CompiledRule, enrich, type Enriched } from '../enrichment/enrich.ts';
import { alertName } from './alertName.ts';
import { expression } from './expression.ts';
import { fingerprint, fingerprintOfKey } from './fingerprint.ts';
import type { Sender } from './authenticate.ts';
import type { ReceivedAlert, SourceAlert } from './receivedAlert.ts';
import { severity } from './severity.ts';

/** What alerts of a sender are recognised by. */
export type Recognition = Pick<Sender, 'id' | 'fingerprintLabels' | 'labels'> & Partial<Pick<Sender, 'source'>> & { rules?: readonly CompiledRule[] };

/**
 * Adds to a source's word which alert it is about and what its labels tell. Rules of enrichment come first, so the alert is known by the labels that they
 * leave it; one whose fingerprint is known already has been through them.
 */
export function recognise({ key, fingerprint: known, severity: spoken, ...alert }: SourceAlert, sender: Recognition): ReceivedAlert {
  const own = Object.keys(sender.labels).length === 0 ? alert.labels : { ...sender.labels, ...alert.labels };
  const enriched = sender.rules && known === undefined ? enrichAlert(alert, own, spoken, sender.rules, sender) : undefined;
  const labels = enriched?.alert.labels ?? own;
  const chosen = enriched?.alert.severity ?? spoken;
  const { annotations, generatorUrl } = alert;
  return {
    ...alert,
    labels,
    fingerprint: known ?? (key === undefined ? fingerprint(labels, sender.fingerprintLabels) : fingerprintOfKey(sender.id, key)),
    // What rules say beside the labels is part of the words: another severity is news, although the source says the same as before.
    contentHash: hash('sha256', JSON.stringify([labels, annotations, generatorUrl, ...(enriched && chosen !== undefined ? [chosen] : [])])),
    name: alertName(labels, annotations),
    severity: chosen ?? severity(labels),
    expression: expression(generatorUrl),
    ...(enriched && wordsOf(enriched)),
  };
}

function enrichAlert(
  { status, annotations }: Pick<SourceAlert, 'status' | 'annotations'>,
  labels: Labels,
  spoken: Severity | undefined,
  rules: readonly CompiledRule[],
  { id, source }: Recognition,
): Enriched {
  const alert = { status, labels, annotations, severity: spoken ?? null, ownerTeamId: null, priority: null };
  return enrich(alert, rules, { integrationId: id, source: source ?? null });
}

function wordsOf({ alert: { ownerTeamId, priority }, steps, droppedBy }: Enriched): Pick<ReceivedAlert, 'enrichment' | 'droppedBy'> {
  return { ...(steps.length > 0 && { enrichment: { ownerTeamId, priority, steps } }), ...(droppedBy && { droppedBy }) };
}
