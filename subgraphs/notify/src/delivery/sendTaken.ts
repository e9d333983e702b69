import { channelKinds } from '../channels/channelKinds.ts';
import type { Sending } from '../channels/channelKind.ts';
import { createAnswerToken } from '../answer/answerToken.ts';
import type { NotifyPlatform } from '../context.ts';
import { composeMessage } from '../message/composeMessage.ts';
import { plainText } from '../message/plainText.ts';
import { applyTemplates, noTemplate, type TemplateUse } from '../template/applyTemplates.ts';
import { requestTimeoutMs } from './delivery.task.ts';
import type { AttemptJudgement } from './judgeAttempt.ts';
import type { SentText, TakenDelivery } from './takeDelivery.ts';

/** Makes the attempt of a delivery in hand: says it in the reader's language, and lets its channel's kind send it. */
export async function sendTaken(
  platform: NotifyPlatform,
  taken: TakenDelivery,
): Promise<{ judgement: AttemptJudgement; sent: SentText; use: TemplateUse }> {
  const { event, incident, group, details, language, channel, grafanaUrl } = taken;
  const kind = channelKinds[channel.kind];
  const sending = createSending(platform);
  const answerToken =
    taken.personId === null ? null : createAnswerToken({ tenantId: taken.tenantId, deliveryId: taken.id, now: taken.takenAt }, platform.secretKey);
  const told = {
    event,
    incident,
    group,
    language,
    pageUrl: details.approval && grafanaUrl !== null ? approvalPage(grafanaUrl, details.approval.id) : pageOf(grafanaUrl, taken),
  };
  const answerUrl = answerToken === null || kind.answers !== 'link' ? null : sending.callback(`act/${answerToken}`);
  const outgoing = { ...taken, answerToken, channelId: channel.id, settings: { ...channel.config, ...channel.secrets } };
  const builtIn = composeMessage({ ...told, details, answerUrl });
  // A code must reach its reader whatever anybody writes.
  const { message, use } =
    event === 'verification'
      ? { message: builtIn, use: noTemplate }
      : await applyTemplates(platform, taken.tenantId, { event, incident, details, cause: taken.cause, channel, builtIn });
  const judgement = await kind.send({ ...outgoing, message }, sending);

  // The history is read by more people than the notice was for.
  const masked = details.code === undefined ? message : composeMessage({ ...told, details: { ...details, code: '••••••' }, answerUrl: null });
  const shown = { ...masked, answer: null };
  return { judgement, sent: { subject: shown.subject, text: plainText(shown) }, use };
}

/** The page of what a run asks. */
export function approvalPage(grafanaUrl: string, id: string): string {
  return `${grafanaUrl}/a/sre-platform-app/approvals?id=${id}`;
}

/** The incident's page; of many, their list. */
function pageOf(grafanaUrl: string | null, { incident, group }: Pick<TakenDelivery, 'incident' | 'group'>): string | null {
  if (grafanaUrl === null || (incident === null && group === null)) return null;
  return `${grafanaUrl}/a/sre-platform-app/incidents${incident === null ? '' : `/${incident.id}`}`;
}

/** What kinds of channels send with. */
export function createSending({ outbound, origin: originOf, requestTimeoutMs: timeoutMs = requestTimeoutMs }: NotifyPlatform): Sending {
  const origin = originOf();
  return {
    outbound,
    source: origin ?? 'urn:sre-platform',
    timeoutMs,
    callback: (path) => (origin === null ? null : `${origin}/notify/${path}`),
  };
}
