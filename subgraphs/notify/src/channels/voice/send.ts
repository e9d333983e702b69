import { defineKind } from '../channelKind.ts';
import { callTelephony } from '../sms/callTelephony.ts';
import { phoneAddress, telephonyFields } from '../sms/config.ts';
import { composeCall } from './compose.ts';

/** Calls through Twilio, or a service with the same API: reads the notice out, and takes 1 for acknowledge and 2 for resolve. */
export const voiceChannel = defineKind({
  label: ['Voice call', '語音電話'],
  help: [
    'Needs an account at Twilio (or a service with the same API) and a number that may call. The keys 1 and 2 need PUBLIC_URL, where the service asks what to do.',
    '需要 Twilio（或相容 API 的服務）帳號與可撥出的號碼。按鍵 1、2 需設定 PUBLIC_URL，供服務詢問後續動作。',
  ],
  fields: telephonyFields,
  address: phoneAddress,
  place: () => null,
  ratePerMinute: 60,
  answers: 'keypad',
  updatesInPlace: false,
  groups: true,
  send({ settings, address, message, answerToken }, sending) {
    const answerUrl = answerToken === null ? null : sending.callback(`voice/${answerToken}`);
    const call = { To: address ?? '', From: settings.from, Twiml: composeCall(message, answerUrl), Timeout: '30' };
    return callTelephony('Calls', call, settings, sending);
  },
});
