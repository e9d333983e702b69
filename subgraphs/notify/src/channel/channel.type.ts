import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ChannelHealth } from './judgeChannelHealth.ts';

registerEnumType(ChannelHealth, {
  name: 'ChannelHealth',
  description: 'How a channel does.',
  valuesConfig: {
    DISABLED: { description: 'It is switched off.' },
    UNUSED: { description: 'Nothing has been sent through it.' },
    HEALTHY: { description: 'The last attempt was taken.' },
    FAILING: { description: 'The last attempts failed.' },
    RESTING: { description: 'Too many failed in a row: what is for it waits until `restsUntil`, when one attempt is made to see.' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType('Channel', {
  description: 'Where notices go: a fixed place such as a room or a webhook, or a service that reaches people at their contacts.',
})
export class ChannelType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'One of channelKinds.' })
  kind!: string;

  @Field(() => Boolean, { description: 'Notices for a channel that is off are cancelled.' })
  enabled!: boolean;

  @Field(() => ID, { nullable: true, description: 'Team that it belongs to; null for everybody’s.' })
  teamId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Most attempts a minute, over all processes; null for what its kind says.' })
  ratePerMinute!: number | null;

  @Field(() => Int, { description: 'Attempts that failed since the last that did not.' })
  failuresInRow!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an attempt was last taken, to ten seconds.' })
  lastDeliveredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an attempt last failed.' })
  lastFailedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Coded reason of that failure, as in DeliveryAttempt.outcome.' })
  lastFailure!: string | null;

  @Field(() => String, { nullable: true, description: 'What the service said to it.' })
  lastDetail!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

export const ChannelConnection = connectionOf(ChannelType, 'Channel');

@ObjectType('ChannelSecret', { description: 'A secret that was made for a channel; it is told this once.' })
export class ChannelSecretType {
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('CreatedChannel', { description: 'A new channel.' })
export class CreatedChannelType {
  @Field(() => ChannelType)
  channel!: ChannelType;

  @Field(() => [ChannelSecretType], { description: 'Secrets that were made for it, told this once.' })
  secrets!: ChannelSecretType[];
}

@ObjectType('ChannelTest', { description: 'What became of a test.' })
export class ChannelTestType {
  @Field(() => String, { description: 'delivered, or why not, as in DeliveryAttempt.outcome.' })
  outcome!: string;

  @Field(() => Int, { nullable: true, description: 'Status that the service answered; null when it did not, or speaks no HTTP.' })
  httpStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'What the service or the network said to a failure, at most 500 characters.' })
  detail!: string | null;

  @Field(() => Int, { description: 'Milliseconds that it took.' })
  durationMs!: number;

  @Field(() => ID, { nullable: true, description: 'The delivery that records it.' })
  deliveryId!: string | null;
}

@ObjectType('ChannelField', { description: 'One thing that a channel of a kind has to be told.' })
export class ChannelFieldType {
  @Field(() => String, { description: 'Its key in the settings.' })
  name!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String)
  help!: string;

  @Field(() => Boolean, { description: 'Kept sealed; it can be given, and never read.' })
  secret!: boolean;

  @Field(() => Boolean, { description: 'Without it a channel cannot be made. What is made by itself is not.' })
  required!: boolean;

  @Field(() => Boolean, { description: 'Made by itself where it is left empty.' })
  generated!: boolean;

  @Field(() => Boolean, { description: 'Several lines.' })
  long!: boolean;

  @Field(() => JsonScalar, {
    description: 'JSON Schema of the value: type, format, enum, default, pattern, minimum, maximum and so on. An empty object where any text may do.',
  })
  schema!: unknown;
}

@ObjectType('ChannelAddress', { description: 'How people are addressed through a kind of channel.' })
export class ChannelAddressType {
  @Field(() => String)
  label!: string;

  @Field(() => String)
  help!: string;

  @Field(() => Boolean, { description: 'Whoever knows such an address can reach or read the person, so that it is kept sealed.' })
  secret!: boolean;
}

@ObjectType('ChannelKind', { description: 'A kind of channel, as a form needs it.' })
export class ChannelKindType {
  @Field(() => String)
  kind!: string;

  @Field(() => String)
  label!: string;

  @Field(() => String, { description: 'What to make at the provider first.' })
  help!: string;

  @Field(() => [ChannelFieldType])
  fields!: ChannelFieldType[];

  @Field(() => ChannelAddressType, { nullable: true, description: 'Null for a kind that reaches no people by contacts of theirs.' })
  address!: ChannelAddressType | null;

  @Field(() => Int, { nullable: true, description: 'Attempts a minute that the service takes; null where it sets no limit.' })
  ratePerMinute!: number | null;

  @Field(() => String, { description: 'How its messages are answered: buttons, keypad, link (to a page of ours) or none.' })
  answers!: string;

  @Field(() => Boolean, { description: 'Whether the message that announced an incident changes as the incident does.' })
  updatesInPlace!: boolean;
}

@InputType({ description: 'Which channels to list. What is left out does not narrow.' })
export class ChannelFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null;

  @Field(() => [String], { nullable: true })
  kinds?: string[] | null;

  @Field(() => [ChannelHealth], { nullable: true })
  health?: ChannelHealth[] | null;

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null;
}

@InputType({ description: 'A channel to make.' })
export class NewChannelInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'One of channelKinds.' })
  kind!: string;

  @Field(() => JsonScalar, { description: 'Values of the fields of its kind, by name.' })
  settings!: Record<string, unknown>;

  @Field(() => ID, { nullable: true })
  teamId?: string | null;

  @Field(() => Int, { nullable: true, description: '1 to 6,000.' })
  ratePerMinute?: number | null;
}

@InputType({ description: 'What is to change of a channel; what is left out stays.' })
export class ChannelChangeInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Fields to change, by name: null takes one away, and a secret that is left out is kept.' })
  settings?: Record<string, unknown> | null;

  @Field(() => ID, { nullable: true })
  teamId?: string | null;

  @Field(() => Int, { nullable: true })
  ratePerMinute?: number | null;
}
