import { viewerOf } from '#kit/caller';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, implementTask, implementTogether } from '#kit/task';
import { actRoutes } from './answer/actRoutes.ts';
import { slackRoute } from './answer/slackRoute.ts';
import { telegramRoute } from './answer/telegramRoute.ts';
import { voiceRoute } from './answer/voiceRoute.ts';
import { sendAsked } from './asked/sendAsked.ts';
import { AuditFindingResolver } from './audit/finding.resolver.ts';
import { runAudit } from './audit/runAudit.ts';
import { callOffApprovers } from './approval/callOffApprovers.ts';
import { tellApprovers } from './approval/tellApprovers.ts';
import { ChannelResolver } from './channel/channel.resolver.ts';
import { ChannelVerbsResolver } from './channel/channelVerbs.resolver.ts';
import { resolveChannel } from './channel/resolveChannel.ts';
import { createContext, type NotifyPlatform } from './context.ts';
import { sendDeliveryTask } from './delivery/delivery.task.ts';
import { DeliveryType } from './delivery/delivery.type.ts';
import { DeliveryResolver } from './delivery/delivery.resolver.ts';
import { resolveDelivery } from './delivery/resolveDelivery.ts';
import { sendDelivery } from './delivery/sendDelivery.ts';
import { sweepDeliveries } from './delivery/sweepDeliveries.ts';
import { ChainResolver, ChainVersionResolver } from './escalation/chain.resolver.ts';
import { EscalationRunResolver, EscalationsOfIncidentResolver, PageResolver } from './escalation/run.resolver.ts';
import { wakeRunTask } from './escalation/escalation.task.ts';
import { rejudgeEscalations } from './escalation/rejudgeEscalations.ts';
import { escalateFailedRun } from './escalation/escalateFailedRun.ts';
import { steerEscalations } from './escalation/steerEscalations.ts';
import { createWaker } from './escalation/wakeSoon.ts';
import { sweepEscalations } from './escalation/sweepEscalations.ts';
import { wakeSteps } from './escalation/wakeSteps.ts';
import { HistoryResolver } from './history/history.resolver.ts';
import { IncidentResolver } from './incident/incident.resolver.ts';
import { dispatchNotices } from './notice/dispatchNotices.ts';
import { followConversations } from './notice/followConversations.ts';
import { holdNotices } from './notice/holdNotices.ts';
import { wakePageTask } from './page/page.task.ts';
import { tellBreach } from './page/tellBreach.ts';
import { tellMentioned } from './page/tellMentioned.ts';
import { PolicyResolver, PolicyVersionResolver } from './policy/policy.resolver.ts';
import { PersonalResolver } from './personal/personal.resolver.ts';
import { calendarRoute } from './schedule/calendar/calendarRoute.ts';
import { refreshCalendars } from './schedule/calendar/refreshCalendars.ts';
import { OnCallNowResolver } from './schedule/onCallNow.resolver.ts';
import { ScheduleResolver } from './schedule/schedule.resolver.ts';
import { ScheduleVerbsResolver } from './schedule/scheduleVerbs.resolver.ts';
import { tellShifts } from './schedule/shift/tellShifts.ts';
import { ScheduleVersionResolver } from './schedule/version/version.resolver.ts';
import { IncidentStub } from './stubs.ts';
import { NoticeTemplateResolver, NoticeTemplateVersionResolver } from './template/template.resolver.ts';

/** What may make an incident call for nobody. */
const stopping = ['incident.acknowledged', 'incident.snoozed', 'incident.quieted', 'incident.merged', 'incident.resolved'] as const;

const references = {
  Channel: resolveChannel,
  Delivery: resolveDelivery,
  // The rows under an incident are the caller's tenant's own, so a foreign id finds none.
  Incident: ({ id }: { id: string }) => ({ id }),
};

/** Telling people: channels, and the deliveries of notices about incidents with every attempt made. */
export function createNotify(platform: NotifyPlatform): Subgraph {
  return {
    name: 'notify',
    schema: buildSubgraph(
      [
        ChannelResolver,
        ChannelVerbsResolver,
        DeliveryResolver,
        HistoryResolver,
        NoticeTemplateResolver,
        NoticeTemplateVersionResolver,
        IncidentResolver,
        ScheduleResolver,
        ScheduleVerbsResolver,
        ScheduleVersionResolver,
        OnCallNowResolver,
        PersonalResolver,
        PolicyResolver,
        PolicyVersionResolver,
        ChainResolver,
        ChainVersionResolver,
        EscalationsOfIncidentResolver,
        EscalationRunResolver,
        PageResolver,
        AuditFindingResolver,
      ],
      references,
      [DeliveryType, IncidentStub],
    ),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(platform, caller, reader.db), close: () => reader.close() };
    },
    routes: [calendarRoute(platform), ...actRoutes(platform), slackRoute(platform), telegramRoute(platform), voiceRoute(platform)],
    tasks: [sendDeliveryTask, wakeRunTask, wakePageTask],
    handlers: [
      followEvent('incident.flushed', 'dispatchNotices', ({ tenantId, payload }) =>
        dispatchNotices(platform, tenantId, { event: 'opened', ...payload }),
      ),
      followEvent('incident.resolved', 'dispatchNotices', ({ tenantId, payload }) =>
        dispatchNotices(platform, tenantId, { event: 'resolved', ...payload }),
      ),
      followEvent('incident.merged', 'holdNotices', ({ tenantId, payload: { incident, mergeId } }) =>
        holdNotices(platform, tenantId, { incidentId: incident.id, mergeId, event: 'merged' }),
      ),
      followEvent('incident.unmerged', 'holdNotices', ({ tenantId, payload: { incident, mergeId } }) =>
        holdNotices(platform, tenantId, { incidentId: incident.id, mergeId, event: 'unmerged' }),
      ),
      ...stopping.map((event) =>
        followEvent(event, 'steerEscalations', ({ tenantId, payload }) => steerEscalations(platform, tenantId, payload.incident.id, null)),
      ),
      followEvent('incident.unacknowledged', 'steerEscalations', ({ tenantId, payload }) =>
        steerEscalations(platform, tenantId, payload.incident.id, 'unacknowledged'),
      ),
      followEvent('incident.woken', 'steerEscalations', ({ tenantId, payload }) =>
        steerEscalations(platform, tenantId, payload.incident.id, 'woken'),
      ),
      followEvent('incident.unmerged', 'steerEscalations', ({ tenantId, payload }) =>
        steerEscalations(platform, tenantId, payload.incident.id, 'unmerged'),
      ),
      followEvent('run.finished', 'escalateFailedRun', ({ tenantId, payload }) => escalateFailedRun(platform, tenantId, payload)),
      followEvent('incident.severitySet', 'rejudgeEscalations', ({ tenantId, payload: { incident, from } }) =>
        rejudgeEscalations(platform, tenantId, incident.id, 'severity_set', { severity: from }),
      ),
      followEvent('incident.prioritySet', 'rejudgeEscalations', ({ tenantId, payload: { incident, from } }) =>
        rejudgeEscalations(platform, tenantId, incident.id, 'priority_set', { priority: from }),
      ),
      followEvent('incident.ownerSet', 'rejudgeEscalations', ({ tenantId, payload: { incident } }) =>
        rejudgeEscalations(platform, tenantId, incident.id, 'owner_set', {}),
      ),
      followEvent('incident.acknowledged', 'followConversations', ({ tenantId, payload }) =>
        followConversations(platform, tenantId, payload.incident.id),
      ),
      followEvent('incident.unacknowledged', 'followConversations', ({ tenantId, payload }) =>
        followConversations(platform, tenantId, payload.incident.id),
      ),
      followEvent('approval.asked', 'tellApprovers', ({ tenantId, payload }) => tellApprovers(platform, tenantId, payload)),
      followEvent('approval.ended', 'callOffApprovers', ({ tenantId, payload }) => callOffApprovers(platform, tenantId, payload)),
      followEvent('step.noticeAsked', 'sendAsked', ({ tenantId, payload }) => sendAsked(platform, tenantId, payload)),
      followEvent('incident.mentioned', 'tellMentioned', ({ tenantId, payload }) => tellMentioned(platform, tenantId, payload)),
      followEvent('incident.slaBreached', 'tellBreach', ({ tenantId, payload }) => tellBreach(platform, tenantId, payload)),
      implementTogether(wakeRunTask, ({ tenantId, payloads }) =>
        wakeSteps(
          platform,
          'run',
          tenantId,
          payloads.map(({ runId }) => runId),
        ),
      ),
      implementTogether(wakePageTask, ({ tenantId, payloads }) =>
        wakeSteps(
          platform,
          'page',
          tenantId,
          payloads.map(({ pageId }) => pageId),
        ),
      ),
      implementTask(sendDeliveryTask, (job) => sendDelivery(platform, job)),
    ],
    crons: [
      { name: 'sweepDeliveries', every: 5, run: () => sweepDeliveries(platform) },
      { name: 'sweepEscalations', every: 5, run: () => sweepEscalations(platform) },
      { name: 'wakeSoon', every: 5, run: createWaker(platform) },
      { name: 'tellShifts', every: 10, run: (signal) => tellShifts(platform, signal) },
      { name: 'refreshCalendars', every: 15, run: (signal) => refreshCalendars(platform, signal) },
      { name: 'auditNotices', every: 60, run: (signal) => runAudit(platform, signal) },
    ],
  };
}
