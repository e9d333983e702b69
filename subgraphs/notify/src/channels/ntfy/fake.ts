import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** An ntfy server that asks for a token. */
export async function startFakeNtfy(): Promise<Receiver & { token: string }> {
  const token = 'tk_good';
  const receiver = await startReceiver(({ headers, body }) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 403, body: { code: 40_301, http: 403, error: 'forbidden' } };
    const { topic, message } = JSON.parse(body) as { topic: string; message: string };
    return { status: 200, body: { id: 'xE73Iyuabi', event: 'message', topic, message } };
  });
  return { ...receiver, token };
}
