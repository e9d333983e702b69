import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { judgeAttempt, judgeOutcome } from '../../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { defineKind } from '../channelKind.ts';
import { composeWebpush } from './compose.ts';
import { readSubscription, webpushAddress, webpushFields } from './config.ts';

/** How long a push service keeps what it cannot hand over, in seconds: after an hour nobody is to be woken by it. */
const keptSeconds = 3_600;

/** Push to browsers (RFC 8030, 8291, 8292). web-push encrypts and signs; the request itself is ours, since its address comes from a browser. */
export const webpushChannel = defineKind({
  label: ['Browser push', '瀏覽器推播'],
  help: [
    'Push to the browsers that people allow it in. Nothing has to be made elsewhere: the keys are made here.',
    '推播至使用者允許通知的瀏覽器；無需另外申請，金鑰由本平台產生。',
  ],
  fields: webpushFields,
  address: webpushAddress,
  place: () => null,
  ratePerMinute: null,
  answers: 'link',
  updatesInPlace: false,
  groups: true,
  generate: () => webPush.generateVAPIDKeys(),
  async send({ settings, message, address, conversation, importance }, { outbound, timeoutMs }) {
    const subscription = readSubscription(address ?? '');
    if (!subscription) return judgeOutcome('misconfigured', { detail: 'The contact holds no subscription.' });
    // A topic has at most 32 characters: what waits for the browser is replaced by what came later.
    const topic = createHash('sha256').update(conversation).digest('base64url').slice(0, 32);
    const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, composeWebpush(message, topic), {
      vapidDetails: { subject: settings.subject, publicKey: settings.publicKey, privateKey: settings.privateKey },
      TTL: keptSeconds,
      urgency: importance === 'important' || message.actions.length > 0 ? 'high' : 'normal',
      topic,
    });
    const judged = judgeAttempt(
      await outbound.send({ method: 'POST', url: endpoint, headers: sendable(headers), ...(body && { bytes: body }), timeoutMs }),
    );
    const outcome = refusals[judged.httpStatus ?? 0];
    return outcome === undefined ? judged : judgeOutcome(outcome, { detail: judged.detail ?? '', httpStatus: judged.httpStatus ?? 0 });
  },
});

/** The subscription is gone, the keys are not those it was made with, or the message is too long. */
const refusals: Record<number, AttemptOutcome> = {
  400: 'message_refused',
  401: 'credentials_refused',
  403: 'credentials_refused',
  404: 'address_refused',
  410: 'address_refused',
  413: 'message_refused',
};

/** As text, and without the length, which the request knows by itself. */
function sendable(headers: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
