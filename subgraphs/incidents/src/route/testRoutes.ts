import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import type { IncidentsContext } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { severity } from '../ingest/severity.ts';
import { requireDraft } from './checkDraft.ts';
import { decideAlert, type RoutedAlert } from './decideAlert.ts';
import { explainRoutes } from './matchRoutes.ts';
import { nestInput } from './nestInput.ts';
import { plantRoutes } from './plantRoutes.ts';
import { readLive } from './readLive.ts';
import type { RouteInput } from './route.input.ts';
import type { RouteTestType } from './route.type.ts';
import { showSettings } from './showRoutes.ts';

/** What is tried: labels, or an alert that is known. */
export type Trial = { labels?: Labels | null; alertId?: string | null; draft?: RouteInput[] | null };

/** What the live tree, or a draft, makes of an alert. BAD_USER_INPUT without labels and alert or for a draft that makes no sense, NOT_FOUND for an unknown alert. */
export async function testRoutes(context: Pick<IncidentsContext, 'db' | 'loaders'>, { labels, alertId, draft }: Trial): Promise<RouteTestType> {
  const alert = alertId == null ? aboutLabels(labels) : await aboutAlert(context, alertId);
  const root = plantRoutes(draft ? requireDraft(nestInput(draft)) : (await readLive(context.db)).draft);
  const decided = decideAlert(root, alert);
  return {
    labels: alert.labels,
    verdicts: explainRoutes(root, alert.labels).verdicts.map(({ node: { id, path }, reason, facts }) => ({
      ...{ key: id, path, decision: { reason, facts } },
      matched: reason === 'took_alert' || reason === 'passed_down',
    })),
    leafKey: decided.leaf.id,
    alsoKeys: decided.also.map(({ id }) => id),
    groupKey: decided.group.key,
    groupLabels: decided.group.labels,
    ...{ ownerTeamId: decided.owner.ownerTeamId, owner: decided.owner },
    ...{ severity: decided.severity.severity, severityDecision: decided.severity },
    ...{ priority: decided.priority.priority, priorityDecision: decided.priority },
    sla: { ...decided.sla, severity: decided.severity.severity },
    settings: showSettings(decided.leaf.effective),
  };
}

function aboutLabels(labels: Labels | null | undefined): RoutedAlert {
  if (!labels) throw new AppError('BAD_USER_INPUT', 'Give "labels" or "alertId".');
  return { labels, severity: severity(labels), integrationOwnerId: null };
}

async function aboutAlert({ db, loaders }: Pick<IncidentsContext, 'db' | 'loaders'>, id: string): Promise<RoutedAlert> {
  const alert = await loaders.alert.load(id);
  if (!alert) throw new AppError('NOT_FOUND', `There is no alert with the id ${id}.`);
  const integration = await db.integration.findFirst({ where: { id: alert.integrationId }, select: { ownerTeamId: true } });
  return { labels: labelsOf(alert.labels), severity: alert.severity, integrationOwnerId: integration?.ownerTeamId ?? null };
}
