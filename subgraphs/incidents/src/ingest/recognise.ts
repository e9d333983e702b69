import { hash } from 'node:crypto';
import { alertName } from './alertName.ts';
import { expression } from './expression.ts';
import { fingerprint, fingerprintOfKey } from './fingerprint.ts';
import type { Sender } from './authenticate.ts';
import type { ReceivedAlert, SourceAlert } from './receivedAlert.ts';
import { severity } from './severity.ts';

/** Adds to a source's word which alert it is about and what its labels tell. */
export function recognise(
  { key, fingerprint: known, severity: spoken, ...alert }: SourceAlert,
  sender: Pick<Sender, 'id' | 'fingerprintLabels' | 'labels'>,
): ReceivedAlert {
  const { annotations, generatorUrl } = alert;
  const labels = Object.keys(sender.labels).length === 0 ? alert.labels : { ...sender.labels, ...alert.labels };
  return {
    ...alert,
    labels,
    fingerprint: known ?? (key === undefined ? fingerprint(labels, sender.fingerprintLabels) : fingerprintOfKey(sender.id, key)),
    contentHash: hash('sha256', JSON.stringify([labels, annotations, generatorUrl])),
    name: alertName(labels, annotations),
    severity: spoken ?? severity(labels),
    expression: expression(generatorUrl),
  };
}
