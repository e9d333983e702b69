import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** Telegram's Bot API as far as we speak it: one bot, messages that are numbered, chat 404 that nobody knows. */
export type FakeTelegram = Receiver & { token: string; apiUrl: string };

export async function startFakeTelegram(): Promise<FakeTelegram> {
  const token = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  let count = 0;
  const receiver = await startReceiver(({ path, body }) => {
    if (!path.includes(`/bot${token}/`)) return { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } };
    const sent = JSON.parse(body) as { chat_id?: string; message_id?: number };
    if (sent.chat_id === '404') return { status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: chat not found' } };
    if (sent.chat_id === undefined) return { status: 200, body: { ok: true, result: true } };
    count += 1;
    return { status: 200, body: { ok: true, result: { message_id: sent.message_id ?? count, chat: { id: Number(sent.chat_id) } } } };
  });
  return { ...receiver, token, apiUrl: receiver.url };
}
