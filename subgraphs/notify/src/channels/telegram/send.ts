import { z } from 'zod';
import { type AttemptJudgement, judgeOutcome } from '../../delivery/judgeAttempt.ts';
import { judgeAnswer, type ServiceWord } from '../answered.ts';
import { defineKind, type Outgoing, type Sending } from '../channelKind.ts';
import { composeTelegram } from './compose.ts';
import { createCallbackSecret, telegramAddress, telegramFields, type TelegramSettings } from './config.ts';

/** A Telegram bot: a message for each incident, changed in place as the incident goes on, with buttons to answer it. */
export const telegramChannel = defineKind({
  label: ['Telegram', 'Telegram'],
  help: [
    'Make a bot with @BotFather and add it to the group. A test also tells Telegram where clicks on the buttons go, which needs PUBLIC_URL.',
    '以 @BotFather 建立 bot 並加入群組。傳送測試時會一併告知 Telegram 按鈕點擊的回呼網址（需設定 PUBLIC_URL）。',
  ],
  fields: telegramFields,
  address: telegramAddress,
  place: ({ chatId }) => chatId ?? null,
  ratePerMinute: 60,
  answers: 'buttons',
  updatesInPlace: true,
  groups: true,
  generate: () => ({ callbackSecret: createCallbackSecret() }),
  async prepare(settings, { id }, sending) {
    const url = sending.callback(`telegram/${id}`);
    if (url === null) return judgeOutcome('delivered', { detail: '' });
    const wanted = { url, secret_token: settings.callbackSecret, allowed_updates: ['callback_query'] };
    return call('setWebhook', wanted, settings, sending);
  },
  send: sendTelegram,
});

async function sendTelegram(notice: Outgoing<TelegramSettings>, sending: Sending): Promise<AttemptJudgement> {
  const { settings, event, root } = notice;
  const canAnswer = sending.callback('telegram') !== null;
  const body = composeTelegram(notice.message, canAnswer ? notice.id : null);
  const [chat = notice.address ?? settings.chatId, messageId] = root?.split('/') ?? [];
  const target = { chat_id: chat, ...(settings.topicId !== undefined && notice.address === null && { message_thread_id: settings.topicId }) };
  if (messageId !== undefined && (event === 'acknowledged' || event === 'unacknowledged' || event === 'resolved' || event === 'digest')) {
    const edited = await call('editMessageText', { chat_id: chat, message_id: Number(messageId), ...body }, settings, sending);
    if (edited.verdict === 'delivered' && event !== 'resolved') return edited;
    if (edited.verdict !== 'delivered' && edited.outcome !== 'message_refused') return edited;
  }
  const reply = messageId === undefined ? {} : { reply_parameters: { message_id: Number(messageId), allow_sending_without_reply: true } };
  const isQuiet = event === 'acknowledged' || event === 'updated' || (event === 'digest' && notice.message.actions.length === 0);
  return call('sendMessage', { ...target, ...body, ...reply, ...(isQuiet && { disable_notification: true }) }, settings, sending);
}

const answerShape = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.int().optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});
const sentShape = z.object({ message_id: z.int(), chat: z.object({ id: z.int() }) });

async function call(method: string, body: object, settings: TelegramSettings, { outbound, timeoutMs }: Sending): Promise<AttemptJudgement> {
  const result = await outbound.send({
    method: 'POST',
    url: `${settings.apiUrl}/bot${settings.botToken}/${method}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs,
  });
  return judgeAnswer(result, answerShape, readAnswer);
}

function readAnswer({ ok, result, error_code: code = 0, description: detail = '', parameters }: z.infer<typeof answerShape>): ServiceWord {
  if (ok) {
    const sent = sentShape.safeParse(result);
    return sent.success ? { providerId: `${sent.data.chat.id}/${sent.data.message_id}` } : {};
  }
  // Sent before the answer was lost: the message already says it.
  if (/message is not modified/i.test(detail)) return {};
  if (code === 429) return { refused: 'http_429', detail, retryAfter: parameters?.retry_after ?? null };
  if (code >= 500) return { refused: 'service_busy', detail };
  if (code === 401 || code === 404) return { refused: 'credentials_refused', detail };
  if (code === 403 || /chat not found|user is deactivated|group chat was upgraded|thread not found/i.test(detail))
    return { refused: 'address_refused', detail };
  return { refused: 'message_refused', detail };
}
