import { z } from 'zod';
import type { AttemptJudgement } from '../../delivery/judgeAttempt.ts';
import { judgeAnswer } from '../answered.ts';
import { defineKind, type Sending } from '../channelKind.ts';
import { composePagerduty, type PagerdutyEvent } from './compose.ts';
import { pagerdutyFields, type PagerdutySettings } from './config.ts';

/** PagerDuty as a receiver (Events API v2): one alert for each incident, which follows ours. */
export const pagerdutyChannel = defineKind({
  label: ['PagerDuty', 'PagerDuty'],
  help: [
    'Add the integration “Events API v2” to a service, and copy its integration key. A test triggers an alert of severity info and resolves it at once.',
    '在 Service 新增「Events API v2」整合並複製其整合金鑰。測試會觸發一則 info 警示並立即解決。',
  ],
  fields: pagerdutyFields,
  address: null,
  place: ({ apiUrl = 'https://events.pagerduty.com' }) => new URL(apiUrl).host,
  ratePerMinute: 120,
  answers: 'none',
  updatesInPlace: true,
  groups: false,
  async send(notice, sending) {
    const event = composePagerduty(notice);
    const judged = await enqueue(event, notice.settings, sending);
    if (notice.event !== 'test' || judged.verdict !== 'delivered') return judged;
    return enqueue({ routing_key: event.routing_key, dedup_key: event.dedup_key, event_action: 'resolve' }, notice.settings, sending);
  },
});

const answerShape = z.object({ message: z.string().default(''), dedup_key: z.string().optional(), errors: z.array(z.string()).default([]) });

async function enqueue(event: PagerdutyEvent, { apiUrl }: PagerdutySettings, { outbound, timeoutMs }: Sending): Promise<AttemptJudgement> {
  const result = await outbound.send({
    method: 'POST',
    url: `${apiUrl}/v2/enqueue`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
    timeoutMs,
  });
  return judgeAnswer(result, answerShape, ({ message, errors, dedup_key: key }, status) => {
    const detail = [message, ...errors].join('; ');
    if (status < 300) return key === undefined ? {} : { providerId: key };
    if (status !== 400) return null;
    return { refused: /routing.?key/i.test(detail) ? 'credentials_refused' : 'message_refused', detail };
  });
}
