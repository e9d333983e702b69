import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** A robot of WeCom that knows its key, and refuses Markdown of more than 4,096 bytes. */
export function startFakeWecom(): Promise<Receiver> {
  return startReceiver(({ path, body }) => {
    if (!path.includes('key=good')) return { status: 200, body: { errcode: 93_000, errmsg: 'invalid webhook url' } };
    const { markdown } = JSON.parse(body) as { markdown: { content: string } };
    if (Buffer.byteLength(markdown.content) > 4_096)
      return { status: 200, body: { errcode: 40_058, errmsg: 'markdown.content exceed max length 4096' } };
    return { status: 200, body: { errcode: 0, errmsg: 'ok' } };
  });
}
