import { z } from 'zod';
import { secret } from '../channelKind.ts';

export const teamsFields = {
  url: secret(
    z.url({ protocol: /^https?$/ }).max(2_000),
    ['Workflow address', '工作流程網址'],
    [
      'The address that the workflow “Send webhook alerts to a channel” shows once it is made.',
      '「傳送 webhook 警示至頻道」工作流程建立後顯示的網址。',
    ],
  ),
};
