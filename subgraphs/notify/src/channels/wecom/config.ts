import { z } from 'zod';
import { secret } from '../channelKind.ts';

export const wecomFields = {
  url: secret(
    z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).searchParams.has('key'), 'The address of a robot ends in ?key=….'),
    ['Robot address', '機器人網址'],
    [
      'Group › ⋯ › Group robots › Add, then its Webhook address (…/webhook/send?key=…).',
      '群組 › ⋯ › 群機器人 › 新增，複製其 Webhook 網址（…/webhook/send?key=…）。',
    ],
  ),
};
