import { isOpen } from '#contracts/words';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { openByHand } from '../incident/openByHand.ts';
import { readLine } from '../incident/readLine.ts';
import { longestName } from '../ingest/alertName.ts';
import { readTree } from '../route/readTree.ts';
import { closeEnded } from './closeEnded.ts';
import { moveAlerts } from './moveAlerts.ts';
import { takeAlerts } from './takeAlerts.ts';

/**
 * Takes alerts out of an open incident into a new one of their own, and returns the new one. Firing on, they stay there; ending and beginning anew they
 * go where their route brings them. The old one resolves when none of its other alerts fires. NOT_FOUND for an unknown incident or alert;
 * BAD_USER_INPUT for alerts that are elsewhere, for none and for all; CONFLICT when the incident is closed.
 */
export async function splitIncident(
  platform: Platform,
  caller: Caller,
  id: string,
  alertIds: readonly string[],
  title?: string | null,
): Promise<Incident> {
  const target = { id, permission: 'incidents:merge', movesAlerts: true } as const;
  let opened: Incident | undefined;
  await changeIncident(platform, caller, target, async (source, unit) => {
    if (!isOpen(source.status)) throw new AppError('CONFLICT', `Cannot split incident ${source.number}: it is closed.`);
    const alerts = await takeAlerts(unit.db, caller, alertIds);
    const [first, ...others] = alerts;
    if (!first) throw new AppError('BAD_USER_INPUT', '"alertIds" names no alert.');
    const stranger = alerts.find(({ incidentId }) => incidentId !== source.id);
    if (stranger) throw new AppError('BAD_USER_INPUT', `The alert ${stranger.id} is not in incident ${source.number}.`);
    if ((await unit.db.alert.count({ where: { incidentId: source.id } })) === alerts.length) {
      throw new AppError('BAD_USER_INPUT', `These are all alerts of incident ${source.number}; leave at least one.`);
    }

    const { root, byId } = await readTree(unit, caller.tenantId);
    const from = { id: source.id, number: source.number, title: source.title };
    opened = await openByHand(unit, caller, {
      leaf: byId.get(source.routeId) ?? root,
      reason: 'split_off',
      facts: { from },
      title: title?.trim() ? readLine(title, 'title', longestName) : null,
      severity: null,
      priority: null,
      ownerTeamId: source.ownerTeamId,
      private: source.private,
      alerts: [first, ...others],
    });
    await moveAlerts(unit, caller.tenantId, alerts, opened);
    await closeEnded(unit, caller.tenantId, [source]);
    return {
      entry: { kind: 'split_off', facts: { into: { id: opened.id, number: opened.number, title: opened.title }, alerts: alerts.length } },
      audit: { action: 'incident.split', before: { alerts: [] }, after: { intoId: opened.id, alerts: alerts.map((alert) => alert.id) } },
    };
  });
  if (!opened) throw new Error('A split that was not refused opened nothing.');
  return opened;
}
