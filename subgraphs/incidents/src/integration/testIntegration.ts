import { type Caller, requirePermission } from '#kit/caller';
import { AppError, toAppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { AlertStatus } from '#contracts/words';
import { uuidv7 } from 'uuidv7';
import type { IncidentsPlatform } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { recognise } from '../ingest/recognise.ts';
import { storeAlerts } from '../ingest/receiveAlerts.ts';
import { samples, testLabel } from './samples.ts';
import { takeIntegration } from './takeIntegration.ts';

/** What came of a test: the alerts it was read as, or the error that a sender would have got. */
export type TestReceipt = { body: string; alertIds: string[]; code: string | null; message: string | null; changed: number };

/**
 * Sends a sample of an integration's format through everything that a sender's request goes through but the door: it is read, labelled, deduplicated, routed,
 * and opens an incident like any other alert, so that people see what they will see. Its alerts carry the label `sre_test="true"`; sent as RESOLVED, the
 * test ends. BAD_USER_INPUT for a format without a sample.
 */
export async function testIntegration(platform: IncidentsPlatform, caller: Caller, id: string, status: AlertStatus): Promise<TestReceipt> {
  requirePermission(caller, 'integrations:manage');
  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    const integration = await takeIntegration(db, tenantId, id);
    const makeSample = samples[integration.source];
    if (!makeSample) throw new AppError('BAD_USER_INPUT', `There is no sample for ${integration.source}: let its sender send something.`);
    const { body, read } = makeSample(status, now);
    const text = JSON.stringify(body, null, 2);
    const sender = { ...integration, labels: { ...labelsOf(integration.labels), [testLabel]: 'true' } };
    try {
      const alerts = read(JSON.parse(text), now, integration.settings).map((alert) => recognise({ ...alert, ...endOf(status, now) }, sender));
      const changes = await storeAlerts(unit, tenantId, [{ payloadId: uuidv7(), integrationId: id, body: text, alerts, origin: 'TEST' }]);
      audit({ action: 'integration.tested', subject: { kind: 'Integration', id }, after: { status, alerts: alerts.length } });
      const prints = alerts.map(({ fingerprint }) => fingerprint);
      const rows = await db.alert.findMany({ where: { fingerprint: { in: prints } }, select: { id: true } });
      return { body: text, alertIds: rows.map(({ id }) => id), code: null, message: null, changed: changes.length };
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code !== 'UNKNOWN_SHAPE') throw error;
      return { body: text, alertIds: [], code, message, changed: 0 };
    }
  });
}

/** Formats whose samples say nothing of an end have it said here. */
function endOf(status: AlertStatus, now: Date): { status: AlertStatus; endsAt: Date | null } {
  return { status, endsAt: status === 'RESOLVED' ? now : null };
}
