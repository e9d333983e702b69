import { asRecord, type Answer, type Finding } from './finding';
import { judgeProxy } from './judgeProxy';
import { partNames } from './partNames';

/** Judges the gateway's `/readyz`, asked through the plugin proxy: undefined when it is ready, if with something missing. */
export function judgeReadiness(answer: Answer): Finding | undefined {
  const fromProxy = judgeProxy(answer);
  if (fromProxy !== undefined) {
    return fromProxy;
  }
  if (answer.status === 503) {
    return { reason: 'notReady', parts: partNames(asRecord(answer.body).notReady) };
  }
  return answer.status === 200 ? undefined : { reason: 'notTheGateway', status: answer.status };
}
