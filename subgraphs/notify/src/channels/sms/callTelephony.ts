import { z } from 'zod';
import type { AttemptJudgement } from '../../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { judgeAnswer } from '../answered.ts';
import type { Sending } from '../channelKind.ts';
import type { TelephonySettings } from './config.ts';

const answerShape = z.object({ sid: z.string().optional(), code: z.int().optional(), message: z.string().default('') });

/** Asks a Twilio-compatible service for a message or a call. Its SDK keeps connections of its own; this is one form and one answer. */
export async function callTelephony(
  resource: 'Messages' | 'Calls',
  form: Record<string, string>,
  { accountSid, authToken, apiUrl }: TelephonySettings,
  { outbound, timeoutMs }: Sending,
): Promise<AttemptJudgement> {
  const result = await outbound.send({
    method: 'POST',
    url: `${apiUrl}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs,
  });
  return judgeAnswer(result, answerShape, ({ sid, code, message }, status) => {
    if (status < 300) return sid === undefined ? {} : { providerId: sid };
    const refused = refusals[code ?? 0] ?? (status === 401 || status === 403 ? 'credentials_refused' : undefined);
    return refused === undefined ? null : { refused, detail: `${code ?? status} ${message}` };
  });
}

/** https://www.twilio.com/docs/api/errors */
const refusals: Record<number, AttemptOutcome> = {
  20_003: 'credentials_refused',
  20_404: 'credentials_refused',
  20_429: 'http_429',
  21_201: 'address_refused',
  21_211: 'address_refused',
  21_214: 'address_refused',
  21_217: 'address_refused',
  21_408: 'address_refused',
  21_610: 'address_refused',
  21_612: 'address_refused',
  21_614: 'address_refused',
  21_212: 'credentials_refused',
  21_606: 'credentials_refused',
  21_617: 'message_refused',
};
