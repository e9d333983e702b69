import { channelKinds } from '../channels/channelKinds.ts';
import type { Sending } from '../channels/channelKind.ts';
import { createAnswerToken } from '../answer/answerToken.ts';
import type { NotifyPlatform } from '../context.ts';
import { composeMessage } from '../message/composeMessage.ts';
import { plainText } from '../message/plainText.ts';
import { requestTimeoutMs } from './delivery.task.ts';
import type { AttemptJudgement } from './judgeAttempt.ts';
import type { SentText, TakenDelivery } from './takeDelivery.ts';

/** Makes the attempt of a delivery in hand: says it in the reader's language, and lets its channel's kind send it. */
export async function sendTaken(platform: NotifyPlatform, taken: TakenDelivery): Promise<{ judgement: AttemptJudgement; sent: SentText }> {
  const { event, incident, details, language, channel, grafanaUrl } = taken;
  const kind = channelKinds[channel.kind];
  const sending = createSending(platform);
  const answerToken =
    taken.personId === null ? null : createAnswerToken({ tenantId: taken.tenantId, deliveryId: taken.id, now: taken.takenAt }, platform.secretKey);
  const told = {
    event,
    incident,
    language,
    pageUrl: grafanaUrl === null || incident === null ? null : `${grafanaUrl}/a/sre-platform-app/incidents/${incident.id}`,
  };
  const answerUrl = answerToken === null || kind.answers !== 'link' ? null : sending.callback(`act/${answerToken}`);
  const outgoing = { ...taken, answerToken, channelId: channel.id, settings: { ...channel.config, ...channel.secrets } };
  const judgement = await kind.send({ ...outgoing, message: composeMessage({ ...told, details, answerUrl }) }, sending);

  // The history is read by more people than the notice was for.
  const shown = composeMessage({ ...told, details: { ...details, ...(details.code !== undefined && { code: '••••••' }) }, answerUrl: null });
  return { judgement, sent: { subject: shown.subject, text: plainText(shown) } };
}

/** What kinds of channels send with. */
export function createSending({ outbound, publicUrl, requestTimeoutMs: timeoutMs = requestTimeoutMs }: NotifyPlatform): Sending {
  const origin = publicUrl?.replace(/\/+$/, '');
  return {
    outbound,
    source: publicUrl ?? 'urn:sre-platform',
    timeoutMs,
    callback: (path) => (origin === undefined ? null : `${origin}/notify/${path}`),
  };
}
