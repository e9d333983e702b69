import { AppError } from '#kit/errors';
import type { Outbound } from '#kit/outbound';

/** Amazon's own servers of SNS, one name in each region. */
const host = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

const timeoutMs = 5_000;

/**
 * Tells Amazon SNS that its deliveries are wanted here, by the address that it sent for that. The address stands in a request that anybody who knows the token
 * can make, so it is called only when it is Amazon's: TARGET_REFUSED otherwise. UNAVAILABLE when Amazon does not confirm; SNS then sends the request again.
 */
export async function confirmSubscription(outbound: Outbound, address: string): Promise<void> {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !host.test(url.hostname) || url.port !== '') {
    throw new AppError('TARGET_REFUSED', 'The SubscribeURL is not an address of Amazon SNS.');
  }
  const result = await outbound.send({ method: 'GET', url: url.href, timeoutMs });
  if (result.kind === 'answered' && result.status < 300) return;
  const reason = result.kind === 'answered' ? `status ${result.status}` : result.reason;
  throw new AppError('UNAVAILABLE', `Amazon SNS did not confirm the subscription: ${reason}.`, { retryAfter: 10 });
}
