import type { Outbound } from '#kit/outbound';
import { authorizationOf, type Credentials } from './credentials.ts';
import { readRulesAnswer, type RulesRead } from './readRulesAnswer.ts';

/** Most that is read of a source's answer: 20,000 rules with long annotations stay below. */
const bodyLimit = 64 * 1024 * 1024;

/** Asks a Prometheus or vmalert for its alert rules. Never rejects for what the other side does: that is the result. */
export async function askSource(
  outbound: Outbound,
  url: string,
  credentials: Credentials,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<RulesRead> {
  const result = await outbound.send({
    method: 'GET',
    // The alerts under each rule come by themselves; without them the answer is a fraction of the size, where the server knows how to leave them out.
    url: `${url.replace(/\/+$/, '')}/api/v1/rules?type=alert&exclude_alerts=true`,
    headers: { accept: 'application/json', 'user-agent': 'sre-platform', ...authorizationOf(credentials) },
    timeoutMs,
    bodyLimit,
    ...(signal && { signal }),
  });
  return readRulesAnswer(result);
}
