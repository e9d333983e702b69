import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** A webhook of Discord: messages that have an id when one waits for it, and that can be changed. */
export async function startFakeDiscord(): Promise<Receiver> {
  const ids: string[] = [];
  return startReceiver(({ method, path }) => {
    if (path.includes('/gone')) return { status: 404, body: { code: 10_015, message: 'Unknown Webhook' } };
    const edited = /\/messages\/(\w+)/.exec(path)?.[1];
    if (method === 'PATCH')
      return edited !== undefined && ids.includes(edited)
        ? { status: 200, body: { id: edited } }
        : { status: 404, body: { code: 10_008, message: 'Unknown Message' } };
    ids.push(`90000000000000000${ids.length}`);
    return path.includes('wait=true') ? { status: 200, body: { id: ids.at(-1) } } : { status: 204 };
  });
}
