import { hash } from 'node:crypto';
import { alertName } from './alertName.ts';
import { expression } from './expression.ts';
import { fingerprint } from './fingerprint.ts';
import type { ReceivedAlert, SourceAlert } from './receivedAlert.ts';
import { severity } from './severity.ts';

/** Adds to a source's word which alert it is about and what its labels tell. `chosen` are the integration's fingerprint labels. */
export function recognise(alert: SourceAlert, chosen: readonly string[]): ReceivedAlert {
  const { labels, annotations, generatorUrl } = alert;
  return {
    ...alert,
    fingerprint: fingerprint(labels, chosen),
    contentHash: hash('sha256', JSON.stringify([labels, annotations, generatorUrl])),
    name: alertName(labels, annotations),
    severity: severity(labels),
    expression: expression(generatorUrl),
  };
}
