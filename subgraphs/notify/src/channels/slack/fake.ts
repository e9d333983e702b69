import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** Slack's Web API as far as we speak it: a token that it knows, messages with a ts, and people with an address. */
export type FakeSlack = Receiver & { token: string; apiUrl: string };

export async function startFakeSlack(emails: Record<string, string> = {}): Promise<FakeSlack> {
  const token = 'xoxb-1-good';
  let count = 0;
  const receiver = await startReceiver(({ path, headers, body }) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 200, body: { ok: false, error: 'invalid_auth' } };
    const method = path.split('/').at(-1)?.split('?')[0];
    if (method === 'users.info') {
      const email = emails[new URL(path, 'http://slack').searchParams.get('user') ?? ''];
      return { status: 200, body: email === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user: { profile: { email } } } };
    }
    const sent = JSON.parse(body) as { channel?: string; ts?: string };
    if (sent.channel === 'C0GONE') return { status: 200, body: { ok: false, error: 'channel_not_found' } };
    count += 1;
    const channel = sent.channel?.startsWith('U') === true ? `D${sent.channel}` : sent.channel;
    return { status: 200, body: { ok: true, channel, ts: sent.ts ?? `1700000000.00000${count}` } };
  });
  return { ...receiver, token, apiUrl: receiver.url };
}
