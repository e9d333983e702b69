import { timingSafeEqual } from 'node:crypto';
import { AppError } from '#kit/errors';
import type { Route } from '#kit/serve';
import { z } from 'zod';
import { openChannelSecrets } from '../channel/channelSecrets.ts';
import type { NotifyPlatform } from '../context.ts';
import { noticeLanguage } from '../notice/notice.ts';
import { answerActions } from '../message/message.ts';
import { answerNotice, nothing } from './answerNotice.ts';
import { sayOutcome } from './answerWords.ts';
import { findAnswerer } from './findAnswerer.ts';
import { findChannel } from './findChannel.ts';
import { readNotice } from './readNotice.ts';

const update = z.object({
  callback_query: z.object({
    id: z.string(),
    from: z.object({ id: z.int() }),
    data: z.string().regex(/^(acknowledge|resolve|approve|reject):[\w-]+$/),
  }),
});

/**
 * `POST /notify/telegram/{channel}`: clicks on the buttons of messages, with the secret that Telegram was given. The answer to the request is a call of its own, which
 * shows whoever clicked what became of it.
 */
export function telegramRoute(platform: NotifyPlatform): Route {
  return {
    method: 'POST',
    path: '/notify/telegram/:channel',
    async handle({ params, headers, text }) {
      const channel = await findChannel(platform, params['channel'] ?? '', 'telegram');
      const { callbackSecret = '' } = openChannelSecrets(channel.secrets, platform.secretKey);
      if (!isSame(headers['x-telegram-bot-api-secret-token'], callbackSecret))
        throw new AppError('SIGNATURE_REFUSED', 'The secret token is not that of the channel.');

      const parsed = z
        .string()
        .transform(parseJson)
        .pipe(update)
        .safeParse(await text(256 * 1024));
      // Whatever else Telegram tells of is no answer.
      if (!parsed.success) return { status: 200, body: {} };
      const { id, from, data } = parsed.data.callback_query;
      const [verb = '', deliveryId = ''] = data.split(':');
      const action = z.enum(answerActions).parse(verb);
      const notice = await readNotice(platform, { tenantId: channel.tenantId, deliveryId });
      const ours = notice?.delivery.channelId === channel.id ? notice.delivery : null;
      const personId = ours && (await findAnswerer(platform, ours, String(from.id)));
      const answered = !ours
        ? nothing('unknown_notice')
        : personId === null
          ? nothing('unknown_person')
          : await answerNotice(platform, { delivery: ours, personId, action });
      const said = sayOutcome(answered, action, noticeLanguage.catch('en-US').parse(ours?.language));
      return {
        status: 200,
        body: { method: 'answerCallbackQuery', callback_query_id: id, text: said.slice(0, 200), show_alert: answered.taken < answered.of },
      };
    },
  };
}

function isSame(given: string | string[] | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(expected)];
  return expected !== '' && one.length === other.length && timingSafeEqual(one, other);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not Telegram's JSON: there is no answer in it.
    return null;
  }
}
