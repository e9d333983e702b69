import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, followTogether, implementTask, implementTogether } from '#kit/task';
import { AlertResolver } from './alert/alert.resolver.ts';
import { AlertEventResolver } from './alert/alertEvent.resolver.ts';
import { AlertRuleResolver } from './alertRule/alertRule.resolver.ts';
import { matchAlertsOfRules, matchChangedAlerts } from './alertRule/matchAlerts.ts';
import { ChangeEventResolver, IncidentChangesResolver } from './changeEvent/changeEvent.resolver.ts';
import { BulkActionResolver } from './bulk/bulkAction.resolver.ts';
import { runBulkAction } from './bulk/runBulkAction.ts';
import { runBulkActionTask } from './bulk/runBulkActionTask.ts';
import type { IncidentsContext, IncidentsPlatform } from './context.ts';
import {
  CorrelationDecisionResolver,
  CorrelationOfIncidentResolver,
  CorrelationResolver,
  IncidentCorrelationResolver,
} from './correlation/correlation.resolver.ts';
import { CorrelationRuleResolver } from './correlation/correlationRule.resolver.ts';
import { correlateIncident } from './correlation/correlateIncident.ts';
import { createHeartbeatSweep } from './heartbeat/sweepHeartbeats.ts';
import { IncidentResolver } from './incident/incident.resolver.ts';
import { IncidentVerbsResolver } from './incident/incidentVerbs.resolver.ts';
import { createIngestRoutes } from './ingest/webhook.ts';
import { IntegrationHeartbeatResolver } from './heartbeat/integration.resolver.ts';
import { IntegrationResolver } from './integration/integration.resolver.ts';
import { IntegrationPayloadsResolver, PayloadResolver } from './payload/payload.resolver.ts';
import { MappingResolver } from './mapping/mapping.resolver.ts';
import { IntegrationQualityResolver } from './quality/integration.resolver.ts';
import { createLoaders } from './loaders.ts';
import { GrafanaTargetResolver } from './grafanaTarget/grafanaTarget.resolver.ts';
import { pushRulesTask } from './grafanaTarget/grafanaTarget.task.ts';
import { pushRules } from './grafanaTarget/pushRules.ts';
import { sweepGrafanaTargets } from './grafanaTarget/sweepGrafanaTargets.ts';
import { ManagedRuleResolver } from './managedRule/managedRule.resolver.ts';
import { RuleFeedResolver } from './ruleFeed/ruleFeed.resolver.ts';
import { ruleFeedRoute } from './ruleFeed/ruleFeedRoute.ts';
import { writeRuleFiles } from './ruleFeed/writeRuleFiles.ts';
import { RuleTemplateResolver } from './ruleTemplate/ruleTemplate.resolver.ts';
import { RuleFileResolver } from './ruleFile/ruleFile.resolver.ts';
import { syncRuleSourceTask } from './ruleSource/ruleSource.task.ts';
import { RuleSourceResolver } from './ruleSource/ruleSource.resolver.ts';
import { sweepRuleSources } from './ruleSource/sweepRuleSources.ts';
import { syncRuleSource } from './ruleSource/syncRuleSource.ts';
import { openAskedSilence } from './silence/openAskedSilence.ts';
import { SilenceResolver } from './silence/silence.resolver.ts';
import { judgeQuietTask } from './quiet/markQuiet.ts';
import { InhibitionRuleResolver } from './inhibition/inhibitionRule.resolver.ts';
import { MaintenanceResolver } from './maintenance/maintenance.resolver.ts';
import { hearOfResources } from './parentDown/hearOfResources.ts';
import { IntervalPreviewResolver } from './timeInterval/intervalPreview.resolver.ts';
import { TimeIntervalResolver } from './timeInterval/timeInterval.resolver.ts';
import { judgeQuiet } from './quiet/judgeQuiet.ts';
import { QuietPolicyResolver } from './quiet/quietPolicy.resolver.ts';
import { judgeDueQuiet } from './tasks/judgeDueQuiet.ts';
import { tellEndingSilences } from './tasks/tellEndingSilences.ts';
import { AlertmanagerImportResolver } from './route/alertmanager/import.resolver.ts';
import { RouteReplayResolver } from './route/replay/replay.resolver.ts';
import { runReplay } from './route/replay/runReplay.ts';
import { runReplayTask } from './route/replay/runReplayTask.ts';
import { RouteResolver } from './route/route.resolver.ts';
import { RouteTreeResolver, RouteVersionResolver } from './route/routeTree.resolver.ts';
import { answerIncident } from './asked/answerIncident.ts';
import { openPlatformIncident } from './asked/openPlatformIncident.ts';
import { closePlatformIncident } from './asked/closePlatformIncident.ts';
import { resolveAsked } from './asked/resolveAsked.ts';
import { AttachmentResolver, IncidentAttachmentsResolver } from './attachment/attachment.resolver.ts';
import { attachmentFiles } from './attachment/attachmentFiles.ts';
import { sweepAttachments } from './attachment/sweepAttachments.ts';
import { IncidentLinkResolver } from './link/incidentLink.resolver.ts';
import { MergeResolver } from './merge/merge.resolver.ts';
import { IncidentRelationResolver } from './relation/incidentRelation.resolver.ts';
import { IncidentRoleResolver } from './role/incidentRole.resolver.ts';
import { IncidentTaskResolver, IncidentTasksResolver } from './task/incidentTask.resolver.ts';
import { EnrichmentResolver, EnrichmentRuleResolver, EnrichmentStepResolver, EnrichmentVersionResolver } from './enrichment/enrichment.resolver.ts';
import { createExpirySweep } from './expiry/sweepExpired.ts';
import { FlapPolicyResolver } from './flapping/flapPolicy.resolver.ts';
import { settleFlapping } from './flapping/settleFlapping.ts';
import { LookupTableResolver } from './lookupTable/lookupTable.resolver.ts';
import { flushDueIncidents } from './tasks/flushDueIncidents.ts';
import { flushIncidents, flushIncidentTask } from './tasks/flushIncidents.ts';
import { indexSearch, indexSearchTask } from './tasks/indexSearch.ts';
import { maintainPartitions } from './tasks/maintainPartitions.ts';
import { wakeDueIncidents } from './tasks/wakeDueIncidents.ts';
import { resumeBulkActions } from './tasks/resumeBulkActions.ts';
import { resumeReplays } from './tasks/resumeReplays.ts';
import { TimelineEntryResolver } from './timeline/timelineEntry.resolver.ts';
import { recordTimeline, toldEvents } from './timeline/recordTimeline.ts';
import { SimilarIncidentsResolver } from './similar/similar.resolver.ts';
import { IncidentDeadlinesResolver } from './sla/deadline.resolver.ts';
import { ServiceHoursResolver } from './sla/serviceHours.resolver.ts';
import { keepDeadlines } from './sla/keepDeadlines.ts';
import { breachDueDeadlines } from './tasks/breachDueDeadlines.ts';
import { SavedViewResolver } from './view/savedView.resolver.ts';

/** What may begin, move, pause or meet a deadline. */
const deadlineEvents = [
  'incident.opened',
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.snoozed',
  'incident.woken',
  'incident.merged',
  'incident.severitySet',
  'incident.resolved',
] as const;

/** Alerts come in here, become incidents, and people answer them; the timeline tells what everybody did. */
export function createIncidents(platform: IncidentsPlatform): Subgraph {
  return {
    name: 'incidents',
    schema: buildSubgraph(
      [
        IncidentResolver,
        IncidentVerbsResolver,
        MergeResolver,
        IncidentRoleResolver,
        IncidentTasksResolver,
        IncidentTaskResolver,
        IncidentLinkResolver,
        IncidentAttachmentsResolver,
        AttachmentResolver,
        IncidentRelationResolver,
        CorrelationRuleResolver,
        IncidentCorrelationResolver,
        CorrelationOfIncidentResolver,
        CorrelationResolver,
        CorrelationDecisionResolver,
        AlertResolver,
        AlertEventResolver,
        TimelineEntryResolver,
        BulkActionResolver,
        SavedViewResolver,
        IncidentDeadlinesResolver,
        ServiceHoursResolver,
        SimilarIncidentsResolver,
        AlertRuleResolver,
        RuleSourceResolver,
        RuleFileResolver,
        RuleTemplateResolver,
        ManagedRuleResolver,
        RuleFeedResolver,
        GrafanaTargetResolver,
        ChangeEventResolver,
        IncidentChangesResolver,
        SilenceResolver,
        QuietPolicyResolver,
        IntegrationResolver,
        IntegrationHeartbeatResolver,
        RouteResolver,
        RouteTreeResolver,
        RouteVersionResolver,
        IntegrationPayloadsResolver,
        PayloadResolver,
        IntegrationQualityResolver,
        MappingResolver,
        InhibitionRuleResolver,
        TimeIntervalResolver,
        IntervalPreviewResolver,
        MaintenanceResolver,
        RouteReplayResolver,
        AlertmanagerImportResolver,
        EnrichmentResolver,
        EnrichmentRuleResolver,
        EnrichmentStepResolver,
        EnrichmentVersionResolver,
        LookupTableResolver,
        FlapPolicyResolver,
      ],
      {
        Incident: ({ id }, { caller, loaders }: IncidentsContext) => {
          requirePermission(caller, 'incidents:read');
          return loaders.incident.load(id);
        },
        Alert: ({ id }, { caller, loaders }: IncidentsContext) => {
          requirePermission(caller, 'alerts:read');
          return loaders.alert.load(id);
        },
        AlertRule: ({ id }, { caller, loaders }: IncidentsContext) => {
          requirePermission(caller, 'rules:read');
          return loaders.alertRule.load(id);
        },
        Silence: ({ id }, { caller, loaders }: IncidentsContext) => {
          requirePermission(caller, 'silences:read');
          return loaders.silence.load(id);
        },
        Integration: ({ id }, { caller, loaders }: IncidentsContext) => {
          requirePermission(caller, 'integrations:read');
          return loaders.integration.load(id);
        },
      },
    ),
    contextFor: (caller) => openContext(platform, caller),
    routes: [...createIngestRoutes(platform), ruleFeedRoute(platform)],
    files: attachmentFiles(platform),
    tasks: [flushIncidentTask, judgeQuietTask, indexSearchTask, runBulkActionTask, runReplayTask, syncRuleSourceTask, pushRulesTask],
    handlers: [
      implementTogether(flushIncidentTask, ({ tenantId, payloads }) =>
        flushIncidents(
          platform,
          tenantId,
          payloads.map(({ incidentId }) => incidentId),
        ),
      ),
      implementTogether(indexSearchTask, ({ tenantId, payloads }) => indexSearch(platform, tenantId, payloads)),
      implementTask(syncRuleSourceTask, (job) => syncRuleSource(platform, job)),
      implementTask(pushRulesTask, (job) => pushRules(platform, job)),
      followTogether('alerts.changed', 'matchAlerts', ({ tenantId, payloads }) => matchChangedAlerts(platform, tenantId, payloads)),
      followEvent('rules.synced', 'matchAlerts', ({ tenantId, payload }) => matchAlertsOfRules(platform, tenantId, payload)),
      ...deadlineEvents.map((event) =>
        followTogether(event, 'keepDeadlines', ({ tenantId, payloads }) =>
          keepDeadlines(
            platform,
            tenantId,
            payloads.map(({ incident }) => incident.id),
          ),
        ),
      ),
      implementTask(runBulkActionTask, ({ tenantId, payload, signal }) => runBulkAction(platform, tenantId, payload.bulkActionId, signal)),
      followEvent('resources.linked', 'hearOfResources', ({ tenantId, payload }) => hearOfResources(platform, tenantId, payload)),
      // A storm tells of the same incidents again and again: those of all jobs that wait are judged once.
      followTogether('lineage.recorded', 'correlateIncidents', async ({ tenantId, payloads }) => {
        for (const incidentId of new Set(payloads.flatMap(({ incidentIds }) => incidentIds))) await correlateIncident(platform, tenantId, incidentId);
      }),
      implementTask(runReplayTask, ({ tenantId, payload, signal }) => runReplay(platform, tenantId, payload.replayId, signal)),
      implementTask(judgeQuietTask, ({ tenantId }) => judgeQuiet(platform, tenantId)),
      followEvent('incident.answered', 'answerIncident', async ({ tenantId, payload }) => void (await answerIncident(platform, tenantId, payload))),
      followEvent('escalation.resolveAsked', 'resolveAsked', ({ tenantId, payload }) => resolveAsked(platform, tenantId, payload)),
      followEvent('audit.found', 'openPlatformIncident', ({ tenantId, payload }) => openPlatformIncident(platform, tenantId, payload)),
      followEvent('step.silenceAsked', 'openAskedSilence', ({ tenantId, payload }) => openAskedSilence(platform, tenantId, payload)),
      followEvent('audit.cleared', 'closePlatformIncident', ({ tenantId, payload }) => closePlatformIncident(platform, tenantId, payload)),
      ...toldEvents.map((event) =>
        followTogether(event, 'recordTimeline', ({ tenantId, payloads }) => recordTimeline(platform, tenantId, event, payloads)),
      ),
    ],
    crons: [
      { name: 'flushDueIncidents', every: 5, run: (signal) => flushDueIncidents(platform, signal) },
      { name: 'wakeDueIncidents', every: 5, run: (signal) => wakeDueIncidents(platform, signal) },
      { name: 'sweepRuleSources', every: 5, run: () => sweepRuleSources(platform) },
      { name: 'sweepGrafanaTargets', every: 5, run: () => sweepGrafanaTargets(platform) },
      ...(platform.rulesDir ? [{ name: 'writeRuleFiles', every: 10, run: () => writeRuleFiles(platform, platform.rulesDir ?? '') }] : []),
      { name: 'resumeReplays', every: 15, run: (signal) => resumeReplays(platform, signal) },
      { name: 'breachDueDeadlines', every: 5, run: (signal) => breachDueDeadlines(platform, signal) },
      { name: 'resumeBulkActions', every: 15, run: (signal) => resumeBulkActions(platform, signal) },
      { name: 'judgeDueQuiet', every: 5, run: (signal) => judgeDueQuiet(platform, signal) },
      { name: 'tellEndingSilences', every: 30, run: (signal) => tellEndingSilences(platform, signal) },
      { name: 'sweepExpired', every: 10, run: createExpirySweep(platform) },
      { name: 'settleFlapping', every: 15, run: (signal) => settleFlapping(platform, signal) },
      { name: 'sweepHeartbeats', every: 5, run: createHeartbeatSweep(platform) },
      { name: 'sweepAttachments', every: 30, run: (signal) => sweepAttachments(platform, signal) },
      { name: 'maintainPartitions', every: 86_400, run: () => maintainPartitions(platform) },
    ],
  };
}

function openContext(platform: IncidentsPlatform, caller: Caller): ReturnType<Subgraph['contextFor']> {
  const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
  const context: IncidentsContext = { caller, db: reader.db, platform, loaders: createLoaders(reader.db, platform.clock.now) };
  return { context, close: () => reader.close() };
}
