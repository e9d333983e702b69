import { asRecord, type Answer, type Finding } from './finding';
import { judgeProxy } from './judgeProxy';

/** Judges the gateway's `/readyz`, asked through the plugin proxy: undefined when it is ready. */
export function judgeReadiness(answer: Answer): Finding | undefined {
  const fromProxy = judgeProxy(answer);
  if (fromProxy !== undefined) {
    return fromProxy;
  }
  if (answer.status === 503) {
    return { reason: 'notReady', parts: partsNotReady(answer.body) };
  }
  return answer.status === 200 ? undefined : { reason: 'notTheGateway', status: answer.status };
}

/** What the gateway's `notReady: [{ name, detail? }]` says, in words. */
function partsNotReady(body: unknown): string[] {
  const { notReady } = asRecord(body);
  return (Array.isArray(notReady) ? notReady : []).map((part: unknown) => {
    const { name, detail } = asRecord(part);
    return typeof detail === 'string' ? `${String(name)} (${detail})` : String(name);
  });
}
