import { type Language, languages } from '#contracts/directory';
import type { Severity as SeverityWord } from '#contracts/words';
import { requirePermission } from '#kit/caller';
import { DateTimeScalar } from '#kit/schema';
import type { Delegation } from '#prisma/generated/client';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import { addContact } from '../contact/addContact.ts';
import { removeContact } from '../contact/removeContact.ts';
import { sendCode } from '../contact/sendCode.ts';
import { verifyContact } from '../contact/verifyContact.ts';
import { hintOf } from '../contact/contactSecrets.ts';
import type { NotifyContext } from '../context.ts';
import { Severity } from '../enums.ts';
import { readWays } from '../page/readWays.ts';
import { requireSelf } from '../schedule/swap/requireSelf.ts';
import { addDelegation, endDelegation } from './delegate.ts';
import {
  ContactInput,
  ContactType,
  ContactWayType,
  DelegationType,
  NotificationSettingsInput,
  NotificationSettingsType,
  PlannedPageType,
  type PlanReasonEnum,
} from './personal.type.ts';
import { settingsOf, showContact, showStep } from './personalShow.ts';
import { planPersonal } from './planPersonal.ts';
import { readPersonal } from './readPersonal.ts';
import { checkPersonal, savePersonal } from './savePersonal.ts';

@Resolver(() => NotificationSettingsType)
export class PersonalResolver {
  @Query(() => NotificationSettingsType, {
    nullable: true,
    description:
      "How the caller wants to be told of pages; null for a key that belongs to nobody. Another person's need people:notify; null for one who is not known.",
  })
  async notificationSettings(
    @Arg('personId', () => ID, { nullable: true }) personId: string | null,
    @Ctx() context: NotifyContext,
  ): Promise<NotificationSettingsType | null> {
    const { caller, db, platform } = context;
    const whose = personId ?? caller.personId;
    if (whose === null || !z.guid().safeParse(whose).success) return null;
    if (whose !== caller.personId) requirePermission(caller, 'people:notify');
    const [person] = await platform.directory.people(db, [whose]);
    return person ? readSettings(context, whose) : null;
  }

  @Query(() => [ContactWayType], {
    description: 'Channels by which the caller may add a contact: those that are on and reach people, by name; at most 100.',
  })
  async contactWays(
    @Arg('language', () => String, { defaultValue: 'en-US', description: 'en-US or zh-Hant.' }) language: string,
    @Ctx() { db }: NotifyContext,
  ): Promise<ContactWayType[]> {
    const place = languages.indexOf(language as Language) === 1 ? 1 : 0;
    const channels = await db.channel.findMany({ where: { enabled: true, archivedAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
    return channels
      .flatMap(({ id, name, kind, config }) => {
        const form = channelKinds[channelKind.parse(kind)].address;
        return form === null
          ? []
          : [{ channelId: id, channelName: name, kind, label: form.label[place], help: form.help[place], publicKey: keyOf(kind, config) }];
      })
      .slice(0, 100);
  }

  @Query(() => [PlannedPageType], {
    description:
      'When and how the caller would be told of a page, now by default, by settings that need not be saved. Nothing is sent; nothing is planned for a key that belongs to nobody.',
  })
  async previewNotifications(
    @Arg('input', () => NotificationSettingsInput) input: NotificationSettingsInput,
    @Arg('severity', () => Severity) severity: SeverityWord,
    @Arg('important', () => Boolean, { defaultValue: false }) important: boolean,
    @Arg('at', () => DateTimeScalar, { nullable: true }) at: Date | null,
    @Ctx() { caller, db, platform }: NotifyContext,
  ): Promise<PlannedPageType[]> {
    const { personId } = caller;
    if (personId === null) return [];
    const { rules, quietHours, digest } = checkPersonal(settingsOf(input));
    const { contacts } = (await readWays(db, platform, [personId]))(personId);
    const importance = important ? 'important' : 'default';
    return planPersonal(rules, contacts, at ?? platform.clock.now(), quietHours, importance, severity, digest).map(({ reason, ...page }) => ({
      ...page,
      reason: reason.toUpperCase() as keyof typeof PlanReasonEnum,
    }));
  }

  @Mutation(() => NotificationSettingsType, {
    description: 'Sets how the caller wants to be told. CONFLICT when it has another version than expected; BAD_USER_INPUT says what is wrong.',
  })
  async saveNotificationSettings(
    @Arg('input', () => NotificationSettingsInput) input: NotificationSettingsInput,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() context: NotifyContext,
  ): Promise<NotificationSettingsType> {
    await savePersonal(context.platform, context.caller, settingsOf(input), expectedVersion);
    return readSettings(context, requireSelf(context.caller));
  }

  @Mutation(() => ContactType, {
    description:
      'Adds a way to the caller and sends a code through it. BAD_USER_INPUT for an address that the channel cannot use; CONFLICT for one that is there.',
  })
  async addContact(@Arg('input', () => ContactInput) input: ContactInput, @Ctx() { platform, caller }: NotifyContext): Promise<ContactType> {
    return showContact(await addContact(platform, caller, { ...input }), platform.clock.now());
  }

  @Mutation(() => ContactType, { description: 'Sends another code to a contact of the caller: at most five an hour. CONFLICT says why not.' })
  async sendContactCode(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<ContactType> {
    return showContact(await sendCode(platform, caller, id), platform.clock.now());
  }

  @Mutation(() => ContactType, {
    description: 'Proves a contact with the code that was sent to it. A code is good for ten minutes and five guesses.',
  })
  async verifyContact(
    @Arg('id', () => ID) id: string,
    @Arg('code', () => String) code: string,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<ContactType> {
    return showContact(await verifyContact(platform, caller, id, code), platform.clock.now());
  }

  @Mutation(() => ID, { description: 'Removes a contact of the caller, and the steps of their rules that name it; gives back its id.' })
  async removeContact(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<string> {
    return (await removeContact(platform, caller, id)).id;
  }

  @Mutation(() => DelegationType, { description: 'Has another person told in the place of the caller for a time. CONFLICT with one that overlaps.' })
  async addDelegation(
    @Arg('toId', () => ID) toId: string,
    @Arg('startsAt', () => DateTimeScalar) startsAt: Date,
    @Arg('endsAt', () => DateTimeScalar) endsAt: Date,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<DelegationType> {
    return showDelegation(await addDelegation(platform, caller, { toId, startsAt, endsAt }));
  }

  @Mutation(() => ID, { description: 'Ends a delegation of the caller now; gives back its id.' })
  async endDelegation(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<string> {
    return (await endDelegation(platform, caller, id)).id;
  }
}

const pushConfig = z.object({ publicKey: z.string() });

function keyOf(kind: string, config: unknown): string | null {
  return kind === channelKind.enum.webpush ? (pushConfig.safeParse(config).data?.publicKey ?? null) : null;
}

function showDelegation({ id, toId, startsAt, endsAt }: Delegation): DelegationType {
  return { id, startsAt, endsAt, to: { id: toId } };
}

/** A person's settings as they are in a transaction of their own: also right after a verb, which the request's reader may not see. */
function readSettings({ platform, caller }: NotifyContext, personId: string): Promise<NotificationSettingsType> {
  const now = platform.clock.now();
  return platform.database.inTenant(caller.tenantId, async (db) => {
    const { rules, quietHours, digest, version } = readPersonal(await db.personalSetting.findFirst({ where: { personId } }));
    const contacts = await db.contact.findMany({ where: { personId }, include: { channel: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    const delegations = await db.delegation.findMany({ where: { personId, endsAt: { gt: now } }, orderBy: { startsAt: 'asc' }, take: 100 });
    const known = (await readWays(db, platform, [personId]))(personId).contacts.find(({ id }) => id === personId);
    const mail = known && (await db.channel.findFirst({ where: { id: known.channelId } }));
    const [person] = await platform.directory.people(db, [personId]);
    const fromDirectory: ContactType[] = person?.email
      ? [
          {
            ...{ id: personId, label: person.email, hint: hintOf(person.email, false), kind: 'email', channelName: mail?.name ?? '' },
            ...{ isEnabled: known !== undefined, verifiedAt: now, isFromDirectory: true, codeExpiresAt: null, attemptsLeft: null },
          },
        ]
      : [];
    return {
      ...{ person: { id: personId }, contacts: [...fromDirectory, ...contacts.map((contact) => showContact(contact, now))] },
      ...{ defaultSteps: rules.default.map(showStep), importantSteps: rules.important.map(showStep) },
      ...{ quietHours, digest, version, delegations: delegations.map(showDelegation) },
    };
  });
}
