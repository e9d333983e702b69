import { judgeAttempt, judgeOutcome } from '../../delivery/judgeAttempt.ts';
import { defineKind } from '../channelKind.ts';
import { composeTeams } from './compose.ts';
import { teamsFields } from './config.ts';

/** A channel of Microsoft Teams, through a workflow's webhook: a card for each notice. Workflows tell no id, so nothing is changed in place. */
export const teamsChannel = defineKind({
  label: ['Microsoft Teams', 'Microsoft Teams'],
  help: [
    'In Teams, on the channel: ⋯ › Workflows › “Send webhook alerts to a channel”. Copy the address that it shows at the end.',
    '在 Teams 頻道選擇 ⋯ ›「工作流程」›「傳送 webhook 警示至頻道」，並複製最後顯示的網址。',
  ],
  fields: teamsFields,
  address: null,
  place: () => 'Microsoft Teams',
  ratePerMinute: 120,
  answers: 'none',
  updatesInPlace: false,
  groups: true,
  async send({ message, settings }, { outbound, timeoutMs }) {
    const result = await outbound.send({
      method: 'POST',
      url: settings.url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(composeTeams(message)),
      timeoutMs,
    });
    const judged = judgeAttempt(result);
    // The address carries its own signature: a workflow that was deleted, switched off or renewed refuses it.
    return judged.httpStatus === 401 || judged.httpStatus === 403
      ? judgeOutcome('credentials_refused', { detail: judged.detail ?? '', httpStatus: judged.httpStatus })
      : judged;
  },
});
