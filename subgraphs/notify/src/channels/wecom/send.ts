import { z } from 'zod';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { judgeAnswer, type ServiceWord } from '../answered.ts';
import { defineKind } from '../channelKind.ts';
import { composeWecom } from './compose.ts';
import { wecomFields } from './config.ts';

/** A group of WeCom, through its robot. It answers 200 whatever it thinks, so its own code is what counts. */
export const wecomChannel = defineKind({
  label: ['WeCom', '企業微信'],
  help: ['Add a group robot to the group, and copy its webhook address.', '在群組新增群機器人，並複製其 Webhook 網址。'],
  fields: wecomFields,
  address: null,
  place: () => 'WeCom',
  ratePerMinute: 20,
  answers: 'none',
  updatesInPlace: false,
  groups: true,
  async send({ settings, message }, { outbound, timeoutMs }) {
    const result = await outbound.send({
      method: 'POST',
      url: settings.url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(composeWecom(message)),
      timeoutMs,
    });
    return judgeAnswer(result, z.object({ errcode: z.int(), errmsg: z.string().default('') }), ({ errcode, errmsg }): ServiceWord =>
      errcode === 0 ? {} : { refused: refusals[errcode] ?? 'service_refused', detail: `${errcode} ${errmsg}` },
    );
  },
});

/** https://developer.work.weixin.qq.com/document/path/90313 */
const refusals: Record<number, AttemptOutcome> = {
  [-1]: 'service_busy',
  45_009: 'service_busy',
  45_033: 'service_busy',
  93_000: 'credentials_refused',
  40_001: 'credentials_refused',
  40_008: 'message_refused',
  40_058: 'message_refused',
  44_004: 'message_refused',
  45_002: 'message_refused',
};
