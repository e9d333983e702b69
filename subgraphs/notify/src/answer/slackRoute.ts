import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '#kit/errors';
import type { HttpRequest, Route } from '#kit/serve';
import { z } from 'zod';
import { openChannelSecrets } from '../channel/channelSecrets.ts';
import type { NotifyPlatform } from '../context.ts';
import { createSending } from '../delivery/sendTaken.ts';
import { noticeLanguage } from '../notice/notice.ts';
import { answerActions } from '../message/message.ts';
import { answerNotice, nothing } from './answerNotice.ts';
import { sayOutcome } from './answerWords.ts';
import { findAnswerer } from './findAnswerer.ts';
import { findChannel } from './findChannel.ts';
import { readNotice } from './readNotice.ts';

/** Older than this, in seconds, a signed request may be somebody's copy of it. */
const oldest = 300;

const interaction = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string() }),
  response_url: z.url().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});

/**
 * `POST /notify/slack/{channel}`: clicks on the buttons of messages, signed by Slack. What becomes of a click that is taken shows in the message itself; one that is
 * not is explained to whoever clicked, and to nobody else.
 */
export function slackRoute(platform: NotifyPlatform): Route {
  return {
    method: 'POST',
    path: '/notify/slack/:channel',
    async handle(request) {
      const channel = await findChannel(platform, request.params['channel'] ?? '', 'slack');
      const body = await request.text(256 * 1024);
      const { signingSecret } = openChannelSecrets(channel.secrets, platform.secretKey);
      if (signingSecret === undefined || !isSigned(request, body, signingSecret, platform.clock.now()))
        throw new AppError('SIGNATURE_REFUSED', 'This is not signed with the signing secret of the channel.');

      const parsed = interaction.safeParse(parseJson(new URLSearchParams(body).get('payload') ?? ''));
      // Links are buttons too, and Slack tells of each click.
      const [clicked] = parsed.success ? parsed.data.actions : [];
      const action = z.enum(answerActions).safeParse(clicked?.action_id);
      if (!parsed.success || !action.success) return { status: 200 };

      const notice = await readNotice(platform, { tenantId: channel.tenantId, deliveryId: clicked?.value ?? '' });
      const ours = notice?.delivery.channelId === channel.id ? notice.delivery : null;
      const personId = ours && (await findAnswerer(platform, ours, parsed.data.user.id));
      const answered = !ours
        ? nothing('unknown_notice')
        : personId === null
          ? nothing('unknown_person')
          : await answerNotice(platform, { delivery: ours, personId, action: action.data });
      // What of several was not taken does not show in the message.
      if (answered.reason !== 'taken' || answered.taken < answered.of) {
        const language = noticeLanguage.catch('en-US').parse(ours?.language);
        await explain(platform, parsed.data.response_url, sayOutcome(answered, action.data, language));
      }
      return { status: 200 };
    },
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function isSigned({ headers }: HttpRequest, body: string, secret: string, now: Date): boolean {
  const [time, given] = [headers['x-slack-request-timestamp'], headers['x-slack-signature']];
  if (typeof time !== 'string' || typeof given !== 'string') return false;
  if (!(Math.abs(now.getTime() / 1000 - Number(time)) <= oldest)) return false;
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`);
  const signature = Buffer.from(given);
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** Seen by whoever clicked only. Whether it arrives is Slack's affair: the click itself is dealt with. */
async function explain(platform: NotifyPlatform, url: string | undefined, text: string): Promise<void> {
  if (url === undefined) return;
  await createSending(platform).outbound.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    timeoutMs: 1_000,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Signed, but no interaction that is known here: there is nothing to do.
    return null;
  }
}
