import { z } from 'zod';
import type { AttemptJudgement } from '../../delivery/judgeAttempt.ts';
import { judgeAnswer } from '../answered.ts';
import { defineKind, type Outgoing, type Sending } from '../channelKind.ts';
import { composeDiscord } from './compose.ts';
import { discordFields, type DiscordSettings } from './config.ts';

/** A channel of Discord, through its webhook: a message for each incident, changed in place as the incident goes on. */
export const discordChannel = defineKind({
  label: ['Discord', 'Discord'],
  help: ['Make a webhook in the settings of the channel, under Integrations.', '在頻道設定的「整合」中建立 webhook。'],
  fields: discordFields,
  address: null,
  place: () => 'Discord',
  ratePerMinute: 30,
  answers: 'none',
  updatesInPlace: true,
  groups: true,
  async send(notice, sending) {
    const { event, root } = notice;
    if (root !== null && (event === 'acknowledged' || event === 'unacknowledged' || event === 'resolved' || event === 'digest')) {
      const edited = await call('PATCH', `/messages/${root}`, notice, sending);
      // One that somebody took away is told of anew.
      if (edited.outcome !== 'message_refused') return edited;
    }
    return call('POST', '', notice, sending);
  },
});

const answerShape = z.object({
  id: z.string().optional(),
  code: z.int().optional(),
  message: z.string().optional(),
  retry_after: z.number().optional(),
});

/** Codes of Discord's API: the webhook is gone, the message is. */
const unknownWebhook = 10_015;
const unknownMessage = 10_008;

async function call(
  method: 'POST' | 'PATCH',
  path: string,
  { settings, message }: Outgoing<DiscordSettings>,
  { outbound, timeoutMs }: Sending,
): Promise<AttemptJudgement> {
  const url = new URL(settings.url);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  // Only then does the answer hold the message.
  url.searchParams.set('wait', 'true');
  const result = await outbound.send({
    method,
    url: url.href,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(composeDiscord(message, method === 'POST' ? settings.username : undefined)),
    timeoutMs,
  });
  return judgeAnswer(result, answerShape, ({ id, code, message: detail = '', retry_after: retryAfter }, status) => {
    if (status < 300) return id === undefined ? {} : { providerId: id };
    if (status === 429) return { refused: 'http_429', detail, retryAfter: retryAfter ?? null };
    if (code === unknownMessage) return { refused: 'message_refused', detail };
    if (code === unknownWebhook || status === 401 || status === 403) return { refused: 'credentials_refused', detail };
    return status === 400 ? { refused: 'message_refused', detail } : null;
  });
}
