import type { Severity as SeverityWord } from '#contracts/words';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Severity } from '../enums.ts';
import { ScheduleHoursInput } from '../schedule/schedule.input.ts';
import { ScheduleHoursType } from '../schedule/schedule.type.ts';
import { PersonStub } from '../stubs.ts';

export const PersonalStepKind = { WAIT: 'WAIT', NOTIFY: 'NOTIFY' } as const;
export const PlanReasonEnum = {
  RULE: 'RULE',
  AFTER_QUIET_HOURS: 'AFTER_QUIET_HOURS',
  DIGEST: 'DIGEST',
  NO_RULES: 'NO_RULES',
  NO_USABLE_CONTACT: 'NO_USABLE_CONTACT',
} as const;
registerEnumType(PersonalStepKind, {
  name: 'PersonalStepKind',
  description: "What a step of a person's own rules does: wait, or tell them by a contact.",
});
registerEnumType(PlanReasonEnum, {
  name: 'PlannedPageReason',
  description: 'Why somebody is told then and so.',
  valuesConfig: {
    RULE: { description: 'Their rules say so.' },
    AFTER_QUIET_HOURS: { description: 'Their quiet hours held it back.' },
    DIGEST: { description: 'It is mild enough to wait for their time of day.' },
    NO_RULES: { description: 'They have no rules, so it is mail at once.' },
    NO_USABLE_CONTACT: { description: 'None of the contacts in their rules can be used, so it is mail at once.' },
  },
});

@ObjectType('Contact', { description: 'A way to a person.' })
export class ContactType {
  @Field(() => ID, { description: "The person's own id for the address that the directory has of them." })
  id!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String, { description: 'What of the address may be shown.' })
  hint!: string;

  @Field(() => String, { description: 'Kind of the channel that sends to it, as in channelKinds.' })
  kind!: string;

  @Field(() => String)
  channelName!: string;

  @Field(() => Boolean, { description: 'Whether its channel is there and switched on.' })
  isEnabled!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is known to be theirs; null until then. Only then it is used.' })
  verifiedAt!: Date | null;

  @Field(() => Boolean, { description: 'It is the address that the directory has, which cannot be changed here.' })
  isFromDirectory!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the code that was sent is good; null when none is awaited.' })
  codeExpiresAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Guesses that are left for that code.' })
  attemptsLeft!: number | null;
}

@ObjectType('ContactWay', { description: 'A channel that reaches people, by which a contact may be added.' })
export class ContactWayType {
  @Field(() => ID)
  channelId!: string;

  @Field(() => String)
  channelName!: string;

  @Field(() => String, { description: 'As in channelKinds.' })
  kind!: string;

  @Field(() => String, { description: 'What the address is, in the language asked for.' })
  label!: string;

  @Field(() => String)
  help!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of browser push: the key that a browser subscribes with (VAPID, base64url); null for other kinds.',
  })
  publicKey!: string | null;
}

@ObjectType('PersonalStep', { description: "A step of a person's own rules." })
export class PersonalStepType {
  @Field(() => PersonalStepKind)
  kind!: keyof typeof PersonalStepKind;

  @Field(() => Int, { nullable: true, description: 'How long it waits.' })
  minutes!: number | null;

  @Field(() => ID, { nullable: true, description: 'By which contact it tells them.' })
  contactId!: string | null;
}

@ObjectType('QuietHours', { description: 'When a person is left alone, but for what is bad enough.' })
export class QuietHoursType {
  @Field(() => String)
  timeZone!: string;

  @Field(() => [ScheduleHoursType])
  hours!: ScheduleHoursType[];

  @Field(() => Severity, { description: 'This severity and worse ones are told at once.' })
  breaksThrough!: SeverityWord;
}

@ObjectType('PersonalDigest', { description: 'Mild things wait for a time of day.' })
export class PersonalDigestType {
  @Field(() => String)
  timeZone!: string;

  @Field(() => String, { description: 'Time of day, such as 09:00.' })
  at!: string;

  @Field(() => Severity, { description: 'This severity and milder ones.' })
  from!: SeverityWord;

  @Field(() => ID)
  contactId!: string;
}

@ObjectType('Delegation', { description: 'Whose pages go to another for a time.' })
export class DelegationType {
  @Field(() => ID)
  id!: string;

  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  to!: PersonStub | null;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;
}

@ObjectType('NotificationSettings', { description: 'How a person wants to be told of pages.' })
export class NotificationSettingsType {
  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  person!: PersonStub | null;

  @Field(() => [ContactType], { description: 'At most 21.' })
  contacts!: ContactType[];

  @Field(() => [PersonalStepType], { description: 'Steps of a page that is not important.' })
  defaultSteps!: PersonalStepType[];

  @Field(() => [PersonalStepType], { description: 'Steps of an important one; without any the default ones hold.' })
  importantSteps!: PersonalStepType[];

  @Field(() => QuietHoursType, { nullable: true })
  quietHours!: QuietHoursType | null;

  @Field(() => PersonalDigestType, { nullable: true })
  digest!: PersonalDigestType | null;

  @Field(() => Int, { description: 'Counts up with each save; to be given back when they are saved again.' })
  version!: number;

  @Field(() => [DelegationType], { description: 'Those that are not over, the first to begin first.' })
  delegations!: DelegationType[];
}

@ObjectType('PlannedPage', { description: 'One way in which a page would be told.' })
export class PlannedPageType {
  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => ID)
  contactId!: string;

  @Field(() => PlanReasonEnum)
  reason!: keyof typeof PlanReasonEnum;
}

@InputType('PersonalStepInput', { description: 'A step: wait for minutes, or tell by a contact.' })
class PersonalStepInput {
  @Field(() => PersonalStepKind)
  kind!: keyof typeof PersonalStepKind;

  @Field(() => Int, { nullable: true, description: '1 to 1440; needed to wait.' })
  minutes?: number | null;

  @Field(() => ID, { nullable: true, description: 'Needed to tell.' })
  contactId?: string | null;
}

@InputType('QuietHoursInput', { description: 'When the caller is left alone.' })
class QuietHoursInput {
  @Field(() => String)
  timeZone!: string;

  @Field(() => [ScheduleHoursInput])
  hours!: ScheduleHoursInput[];

  @Field(() => Severity)
  breaksThrough!: SeverityWord;
}

@InputType('PersonalDigestInput', { description: 'Mild things wait for a time of day.' })
class PersonalDigestInput {
  @Field(() => String)
  timeZone!: string;

  @Field(() => String, { description: 'Such as 09:00.' })
  at!: string;

  @Field(() => Severity)
  from!: SeverityWord;

  @Field(() => ID)
  contactId!: string;
}

@InputType('NotificationSettingsInput', { description: 'All of how the caller wants to be told.' })
export class NotificationSettingsInput {
  @Field(() => [PersonalStepInput])
  defaultSteps!: PersonalStepInput[];

  @Field(() => [PersonalStepInput])
  importantSteps!: PersonalStepInput[];

  @Field(() => QuietHoursInput, { nullable: true })
  quietHours?: QuietHoursInput | null;

  @Field(() => PersonalDigestInput, { nullable: true })
  digest?: PersonalDigestInput | null;
}

@InputType('ContactInput', { description: 'A way to the caller.' })
export class ContactInput {
  @Field(() => ID)
  channelId!: string;

  @Field(() => String, { description: "What the channel's kind asks for." })
  address!: string;

  @Field(() => String, { defaultValue: '' })
  label!: string;
}
