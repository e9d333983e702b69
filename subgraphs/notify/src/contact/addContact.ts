import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { sealSecret } from '#kit/secret';
import { transact } from '#kit/transact';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyPlatform } from '../context.ts';
import { requireSelf } from '../schedule/swap/requireSelf.ts';
import { z } from 'zod';
import { mostContacts } from './contactLimits.ts';
import { hintOf, keyedHash } from './contactSecrets.ts';
import { sendCodeTo } from './sendCode.ts';
import type { TakenContact } from './takeContact.ts';

const draftShape = z.strictObject({
  channelId: z.guid('There is no channel with this id.'),
  address: z.string().trim().min(1, 'Say how you are reached.').max(10_000),
  label: z.string().trim().max(100).default(''),
});
export type ContactDraft = z.input<typeof draftShape>;

/**
 * Adds a way to the caller, and sends a code through it that proves it is theirs; until then it is not used. BAD_USER_INPUT for an address that the channel's kind
 * cannot use, NOT_FOUND for a channel, CONFLICT for one that is off, for an address that is there already, or for too many.
 */
export async function addContact(platform: NotifyPlatform, caller: Caller, draft: ContactDraft): Promise<TakenContact> {
  const parsed = draftShape.safeParse(draft);
  if (!parsed.success)
    throw new AppError('BAD_USER_INPUT', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const { channelId, label, address: given } = parsed.data;
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    const channel = await db.channel.findFirst({ where: { id: channelId, archivedAt: null } });
    if (!channel) throw new AppError('NOT_FOUND', `There is no channel with the id ${channelId}.`);
    const personId = requireSelf(caller);
    const form = channelKinds[channelKind.parse(channel.kind)].address;
    if (form === null) throw new AppError('BAD_USER_INPUT', 'channelId: This channel goes to its own place and does not reach people.');
    const address = form.schema.safeParse(given);
    if (!address.success) throw new AppError('BAD_USER_INPUT', `address: ${address.error.issues[0]?.message ?? 'not an address of this kind'}`);
    if ((await db.contact.count({ where: { personId } })) >= mostContacts)
      throw new AppError('CONFLICT', `You have ${mostContacts} contacts already.`);
    const [made] = await db.contact.createManyAndReturn({
      data: [
        {
          ...{ personId, channelId, createdAt: now, label: label || form.label[0], hint: hintOf(address.data, form.secret) },
          address: form.secret ? { sealed: sealSecret(address.data, platform.secretKey) } : { text: address.data },
          addressHash: keyedHash(platform.secretKey, 'address', address.data),
        },
      ],
      skipDuplicates: true,
    });
    if (!made) throw new AppError('CONFLICT', 'You have this contact already.');
    audit({ action: 'contact.added', subject: { kind: 'Contact', id: made.id }, after: { channelId, kind: channel.kind, hint: made.hint } });
    const [person] = await platform.directory.people(db, [personId]);
    return sendCodeTo(unit, platform, { ...made, channel }, person?.language ?? 'en-US');
  });
}
