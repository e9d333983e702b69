import { z } from 'zod';
import { judgeAnswer } from '../answered.ts';
import { defineKind } from '../channelKind.ts';
import { composeNtfy } from './compose.ts';
import { ntfyAddress, ntfyFields } from './config.ts';

/** Push to phones through ntfy, its public server or one's own: no vendor's cloud is needed. */
export const ntfyChannel = defineKind({
  label: ['ntfy', 'ntfy'],
  help: [
    'Push to phones. Use ntfy.sh or a server of your own; people subscribe to a topic in the ntfy app.',
    '推播至手機。可使用 ntfy.sh 或自架伺服器，由使用者在 ntfy app 訂閱主題。',
  ],
  fields: ntfyFields,
  address: ntfyAddress,
  place: ({ topic, serverUrl = 'https://ntfy.sh' }) => (topic === undefined ? null : `${new URL(serverUrl).host}/${topic}`),
  ratePerMinute: 60,
  answers: 'link',
  updatesInPlace: false,
  groups: true,
  async send({ settings, message, address, importance }, { outbound, timeoutMs }) {
    const result = await outbound.send({
      method: 'POST',
      // JSON is published to the server's root; the topic is in the body.
      url: settings.serverUrl,
      headers: { 'content-type': 'application/json', ...(settings.token !== undefined && { authorization: `Bearer ${settings.token}` }) },
      body: JSON.stringify(composeNtfy(message, address ?? settings.topic ?? '', importance)),
      timeoutMs,
    });
    return judgeAnswer(result, z.object({ id: z.string().optional(), error: z.string().default('') }), ({ id, error: detail }, status) => {
      if (status < 300) return id === undefined ? {} : { providerId: id };
      if (status === 401 || status === 403) return { refused: 'credentials_refused', detail };
      return status === 400 || status === 413 ? { refused: 'message_refused', detail } : null;
    });
  },
});
