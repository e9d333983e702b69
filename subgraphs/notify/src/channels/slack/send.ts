import { z } from 'zod';
import type { AttemptJudgement } from '../../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { judgeAnswer } from '../answered.ts';
import { defineKind, type Outgoing, type Sending } from '../channelKind.ts';
import { composeSlack, composeSlackReply } from './compose.ts';
import { slackAddress, slackFields, type SlackSettings } from './config.ts';

/**
 * A Slack app with a bot token: a message for each incident, changed in place as the incident goes on, with the rest of what happens in its thread.
 *
 * The Web API is called through our own outbound requests and not by @slack/web-api: that client keeps connections and repeats requests by itself,
 * while here every request is checked, and every attempt is a row. Its types of blocks are used.
 */
export const slackChannel = defineKind({
  label: ['Slack', 'Slack'],
  help: [
    'Make an app at api.slack.com/apps with the bot scopes chat:write, users:read and users:read.email, install it, and invite it to the channel. For buttons, switch Interactivity on with the address shown here after saving.',
    '在 api.slack.com/apps 建立應用程式，加入 bot 權限 chat:write、users:read、users:read.email，安裝後邀請至頻道。若需要按鈕，請開啟 Interactivity 並填入儲存後顯示的網址。',
  ],
  fields: slackFields,
  address: slackAddress,
  place: ({ channel }) => channel ?? null,
  ratePerMinute: 60,
  answers: 'buttons',
  updatesInPlace: true,
  groups: true,
  send: sendSlack,
});

type SlackNotice = Outgoing<SlackSettings>;

async function sendSlack(notice: SlackNotice, sending: Sending): Promise<AttemptJudgement> {
  const { message, root, settings, event } = notice;
  const body = composeSlack(message, settings.signingSecret === undefined ? null : notice.id);
  const [channel, ts] = root?.split(':') ?? [];
  if (channel === undefined || ts === undefined)
    return call('chat.postMessage', { channel: notice.address ?? settings.channel, ...body }, notice, sending);

  if (event === 'digest') {
    const updated = await call('chat.update', { channel, ts, ...body }, notice, sending);
    return updated.outcome === 'message_refused' ? call('chat.postMessage', { channel, ...body }, notice, sending) : updated;
  }
  if (event === 'acknowledged' || event === 'unacknowledged' || event === 'resolved') {
    const updated = await call('chat.update', { channel, ts, ...body }, notice, sending);
    // A message that somebody took away is no reason to keep silent in its thread.
    if (updated.verdict !== 'delivered' && updated.outcome !== 'message_refused') return updated;
    return call('chat.postMessage', { channel, thread_ts: ts, text: composeSlackReply(message) }, notice, sending);
  }
  const isLoud = event === 'reminder' || event === 'sla_breached';
  return call('chat.postMessage', { channel, thread_ts: ts, ...body, ...(isLoud && { reply_broadcast: true }) }, notice, sending);
}

const answerShape = z.object({ ok: z.boolean(), error: z.string().optional(), channel: z.string().optional(), ts: z.string().optional() });

async function call(method: string, body: object, { settings }: SlackNotice, { outbound, timeoutMs }: Sending): Promise<AttemptJudgement> {
  const result = await outbound.send({
    method: 'POST',
    url: `${settings.apiUrl}/${method}`,
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${settings.botToken}` },
    body: JSON.stringify(body),
    timeoutMs,
  });
  return judgeAnswer(result, answerShape, ({ ok, error = 'unknown_error', channel, ts }) => {
    if (!ok) return { refused: refusals[error] ?? 'service_refused', detail: error };
    return channel === undefined || ts === undefined ? {} : { providerId: `${channel}:${ts}` };
  });
}

/** Slack's own codes (https://docs.slack.dev/reference/methods/chat.postMessage), by what can be done about them. */
const refusals: Record<string, AttemptOutcome> = {
  ...saying(
    'credentials_refused',
    'invalid_auth not_authed account_inactive token_revoked token_expired no_permission missing_scope not_allowed_token_type access_denied',
  ),
  ...saying(
    'address_refused',
    'channel_not_found not_in_channel is_archived user_not_found user_disabled cannot_dm_bot restricted_action messages_tab_disabled',
  ),
  ...saying(
    'message_refused',
    'msg_too_long no_text invalid_blocks invalid_blocks_format invalid_attachments too_many_attachments message_not_found cant_update_message edit_window_closed',
  ),
  ...saying('service_busy', 'ratelimited rate_limited internal_error fatal_error service_unavailable request_timeout'),
};

function saying(outcome: AttemptOutcome, codes: string): Record<string, AttemptOutcome> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, outcome]));
}
