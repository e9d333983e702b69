import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AttemptJudgement } from '../../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { judgeAnswer, type ServiceWord } from '../answered.ts';
import { defineKind, type Outgoing, type Sending } from '../channelKind.ts';
import { composeWecomApp } from './compose.ts';
import { wecomAddress, wecomAppFields, type WecomAppSettings } from './config.ts';

/** People of a corporation in WeCom, through an app of its own. It answers 200 whatever it thinks, so its own code is what counts. */
export const wecomAppChannel = defineKind({
  label: ['WeCom app', '企業微信應用程式'],
  help: [
    'Make an app in the admin console (App management › Self-built), make it visible to those who are to be told, and add this server to its trusted IP addresses.',
    '在管理後台建立自建應用程式（應用管理 › 自建），設定可見範圍，並將本伺服器加入企業可信 IP。',
  ],
  fields: wecomAppFields,
  address: wecomAddress,
  place: ({ users }) => users ?? null,
  ratePerMinute: 30,
  answers: 'link',
  updatesInPlace: false,
  groups: true,
  async send(notice, sending) {
    const first = await sendWith(await readToken(notice.settings, sending), notice, sending);
    if (!first.isStale) return first.judgement;
    // Another process asked for a token since, or it was revoked: ours counts no more before its time.
    tokens.delete(nameOf(notice.settings));
    return (await sendWith(await readToken(notice.settings, sending), notice, sending)).judgement;
  },
});

type Token = { token: string } | { judgement: AttemptJudgement };

/** Tokens are to be kept for their two hours: asked for too often, WeCom refuses (https://developer.work.weixin.qq.com/document/path/91039). By app, and in this process. */
const tokens = new Map<string, { token: string; until: number }>();
const mostTokens = 1_000;
const nameOf = ({ apiUrl, corpId, secret }: WecomAppSettings): string => createHash('sha256').update(`${apiUrl}\n${corpId}\n${secret}`).digest('hex');

async function readToken(settings: WecomAppSettings, { outbound, timeoutMs }: Sending): Promise<Token> {
  const name = nameOf(settings);
  const kept = tokens.get(name);
  if (kept && kept.until > Date.now()) return { token: kept.token };
  const query = new URLSearchParams({ corpid: settings.corpId, corpsecret: settings.secret });
  const result = await outbound.send({
    method: 'GET',
    url: `${settings.apiUrl}/cgi-bin/gettoken?${query.toString()}`,
    headers: {},
    timeoutMs: timeoutMs / 2,
  });
  let given: string | undefined;
  const judgement = judgeAnswer(result, tokenShape, ({ errcode, errmsg, access_token: token, expires_in: seconds }) => {
    if (errcode !== 0 || token === undefined) return refusal(errcode, errmsg);
    given = token;
    // A minute before its end, so that none ends under way.
    tokens.set(name, { token, until: Date.now() + (seconds - 60) * 1_000 });
    return {};
  });
  const [oldest] = tokens.keys();
  if (tokens.size > mostTokens && oldest !== undefined) tokens.delete(oldest);
  return given === undefined ? { judgement } : { token: given };
}

/** One try with a token; stale when that is what is refused. */
async function sendWith(
  token: Token,
  { settings, address, message }: Outgoing<WecomAppSettings>,
  { outbound, timeoutMs }: Sending,
): Promise<{ judgement: AttemptJudgement; isStale: boolean }> {
  if ('judgement' in token) return { judgement: token.judgement, isStale: false };
  const result = await outbound.send({
    method: 'POST',
    url: `${settings.apiUrl}/cgi-bin/message/send?access_token=${encodeURIComponent(token.token)}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ touser: address ?? settings.users, agentid: settings.agentId, msgtype: 'text' },
      text: { content: composeWecomApp(message) },
    }),
    timeoutMs: timeoutMs / 2,
  });
  let isStale = false;
  const judgement = judgeAnswer(result, sentShape, ({ errcode, errmsg, invaliduser: unknown, msgid }): ServiceWord => {
    isStale = errcode === 40_014 || errcode === 42_001;
    if (errcode !== 0) return refusal(errcode, errmsg);
    // Some of several may be unknown while the others are told; a person alone is not.
    if (unknown !== '' && address !== null) return { refused: 'address_refused', detail: `unknown user ${unknown}` };
    return msgid === undefined ? {} : { providerId: msgid };
  });
  return { judgement, isStale };
}

const answered = { errcode: z.int(), errmsg: z.string().default('') };
const tokenShape = z.object({ ...answered, access_token: z.string().optional(), expires_in: z.number().default(7_200) });
const sentShape = z.object({ ...answered, invaliduser: z.string().default(''), msgid: z.string().optional() });

function refusal(errcode: number, errmsg: string): ServiceWord {
  return { refused: refusals[errcode] ?? 'service_refused', detail: `${errcode} ${errmsg}` };
}

/** https://developer.work.weixin.qq.com/document/path/90313 */
const refusals: Record<number, AttemptOutcome> = {
  [-1]: 'service_busy',
  45_009: 'service_busy',
  45_033: 'service_busy',
  // A token that is refused a second time is no question of its age.
  40_014: 'credentials_refused',
  42_001: 'credentials_refused',
  40_001: 'credentials_refused',
  40_013: 'credentials_refused',
  40_056: 'credentials_refused',
  60_020: 'credentials_refused',
  301_002: 'credentials_refused',
  40_003: 'address_refused',
  60_111: 'address_refused',
  81_013: 'address_refused',
  40_058: 'message_refused',
  44_004: 'message_refused',
  45_002: 'message_refused',
};
