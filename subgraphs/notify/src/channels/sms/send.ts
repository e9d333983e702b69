import { defineKind } from '../channelKind.ts';
import { callTelephony } from './callTelephony.ts';
import { composeSms } from './compose.ts';
import { phoneAddress, telephonyFields } from './config.ts';

/** Short messages through Twilio, or a service with the same API, with a link to answer on. */
export const smsChannel = defineKind({
  label: ['SMS', '簡訊'],
  help: [
    'Needs an account at Twilio (or a service with the same API) and a number that may send to the countries of your people.',
    '需要 Twilio（或相容 API 的服務）帳號，以及可發送至使用者所在國家的號碼。',
  ],
  fields: telephonyFields,
  address: phoneAddress,
  place: () => null,
  ratePerMinute: 60,
  answers: 'link',
  updatesInPlace: false,
  groups: true,
  send({ settings, address, message }, sending) {
    const sender: Record<string, string> = settings.from.startsWith('MG') ? { MessagingServiceSid: settings.from } : { From: settings.from };
    return callTelephony('Messages', { To: address ?? '', ...sender, Body: composeSms(message) }, settings, sending);
  },
});
