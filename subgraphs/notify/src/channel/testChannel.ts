import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { sealSecret } from '#kit/secret';
import { transact } from '#kit/transact';
import type { Language } from '#contracts/directory';
import { uuidv7 } from 'uuidv7';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { finishAttempt } from '../delivery/finishAttempt.ts';
import type { AttemptJudgement } from '../delivery/judgeAttempt.ts';
import { noTemplate } from '../template/applyTemplates.ts';
import { createSending, sendTaken } from '../delivery/sendTaken.ts';
import { takeDelivery } from '../delivery/takeDelivery.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { placeOf } from './placeOf.ts';
import { takeChannel } from './takeChannel.ts';

/** What a test came to; `deliveryId` is null when it did not come as far as sending. */
export type TestResult = Pick<AttemptJudgement, 'outcome' | 'httpStatus' | 'detail'> & { deliveryId: string | null; durationMs: number };

/**
 * Sends a test now, switched off or resting though the channel may be, and gives its result. It is a delivery like any other, so its history shows it; it is tried
 * once. `address` is where to, for a channel that only reaches people. NOT_FOUND, or BAD_USER_INPUT for an address that its kind cannot use.
 */
export async function testChannel(
  platform: NotifyPlatform,
  caller: Caller,
  id: string,
  { address, language }: { address?: string | null; language?: Language },
): Promise<TestResult> {
  requirePermission(caller, 'channels:manage');
  const { tenantId } = caller;
  const deliveryId = await transact(platform, caller, async (unit) => {
    const channel = await takeChannel(unit.db, id);
    const to = readAddress(channel, address);
    unit.audit({ action: 'channel.tested', subject: { kind: 'Channel', id } });
    // No job: the attempt is made here, where somebody waits for it. The sweep looks after it if this process dies.
    const { created } = await sendNotices({ ...unit, enqueue: () => undefined }, [
      {
        ...{ incident: null, event: 'test', channelId: id, cause: { reason: 'test' }, dedupKey: `test:${uuidv7()}` },
        ...(to !== null && {
          address: channelKinds[channelKind.parse(channel.kind)].address?.secret === true ? { sealed: sealSecret(to, platform.secretKey) } : to,
        }),
        ...(language && { language }),
      },
    ]);
    return created[0] ?? '';
  });
  const taken = await takeDelivery(platform, tenantId, deliveryId);
  if (!taken) throw new AppError('CONFLICT', 'The test was taken over by another process; its result is in the deliveries of the channel.');
  const started = performance.now();
  const settings = { ...taken.channel.config, ...taken.channel.secrets };
  const prepared = await channelKinds[taken.channel.kind].prepare?.(settings, { id }, createSending(platform));
  const { judgement, sent, use } =
    prepared && prepared.verdict !== 'delivered'
      ? { judgement: prepared, sent: { subject: '', text: '' }, use: noTemplate }
      : await sendTaken(platform, taken);
  await finishAttempt(platform, tenantId, taken, judgement, sent, use);
  const { outcome, httpStatus, detail } = judgement;
  return { outcome, httpStatus, detail, deliveryId, durationMs: Math.round(performance.now() - started) };
}

function readAddress(channel: Parameters<typeof placeOf>[0], given: string | null | undefined): string | null {
  const { address } = channelKinds[channelKind.parse(channel.kind)];
  if (given == null || given === '') {
    if (placeOf(channel) === null) throw new AppError('BAD_USER_INPUT', 'address: This channel reaches people; say whom the test goes to.');
    return null;
  }
  const parsed = address?.schema.safeParse(given.trim());
  if (!parsed) throw new AppError('BAD_USER_INPUT', 'address: This kind of channel goes to its own place only.');
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', `address: ${parsed.error.issues[0]?.message ?? 'not an address of this kind'}`);
  return parsed.data;
}
