import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Route } from '#kit/serve';
import { AppError } from '#kit/errors';
import { openChannelSecrets } from '../channel/channelSecrets.ts';
import { actionOfDigit, composeGoodbye } from '../channels/voice/compose.ts';
import type { NotifyPlatform } from '../context.ts';
import { createSending } from '../delivery/sendTaken.ts';
import { noticeLanguage } from '../notice/notice.ts';
import { answerNotice } from './answerNotice.ts';
import { answerWordsOf, sayOutcome } from './answerWords.ts';
import { readNoticeByToken } from './readNotice.ts';

/** `POST /notify/voice/{token}`: which key was pressed in a call. The token says in which; the service's signature, that it is the service that says so. */
export function voiceRoute(platform: NotifyPlatform): Route {
  return {
    method: 'POST',
    path: '/notify/voice/:token',
    async handle({ params, headers, text }) {
      const token = params['token'] ?? '';
      const form = new URLSearchParams(await text(16_384));
      const read = await readNoticeByToken(platform, token);
      if ('reason' in read) return say(composeGoodbye(answerWordsOf('en-US').outcomes[read.reason], 'en-US'));
      const { delivery } = read.found;
      const { authToken = '' } = openChannelSecrets(delivery.channel.secrets, platform.secretKey);
      const url = createSending(platform).callback(`voice/${token}`) ?? '';
      if (!isSigned(headers['x-twilio-signature'], url, form, authToken))
        throw new AppError('SIGNATURE_REFUSED', 'This is not signed by the service of the channel.');

      const language = noticeLanguage.parse(delivery.language);
      const action = actionOfDigit[form.get('Digits') as keyof typeof actionOfDigit] as
        (typeof actionOfDigit)[keyof typeof actionOfDigit] | undefined;
      if (action === undefined || delivery.personId === null) return say(composeGoodbye(answerWordsOf(language).done, language));
      const answered = await answerNotice(platform, { delivery, personId: delivery.personId, action });
      return say(composeGoodbye(sayOutcome(answered, action, language), language));
    },
  };
}

/** Twilio's signature: HMAC-SHA1 over the address and the sorted fields of the form (https://www.twilio.com/docs/usage/security). */
function isSigned(given: string | string[] | undefined, url: string, form: URLSearchParams, authToken: string): boolean {
  if (typeof given !== 'string' || authToken === '') return false;
  const fields = [...form.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => name + value);
  const expected = createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest();
  const signature = Buffer.from(given, 'base64');
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function say(twiml: string) {
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: twiml };
}
