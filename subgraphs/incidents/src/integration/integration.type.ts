import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar, LabelsScalar } from '#kit/schema';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AlertType } from '../alert/alert.type.ts';
import { IntegrationSource } from '../enums.ts';
import { type Address, type AddressPurpose, addressPurposes, type TokenPlace, tokenPlaces } from './addresses.ts';

const enumOf = <Word extends string>(words: readonly Word[]) => Object.fromEntries(words.map((word) => [word, word]));
const AddressPurposeEnum = enumOf(addressPurposes);
const TokenPlaceEnum = enumOf(tokenPlaces);

registerEnumType(AddressPurposeEnum, {
  name: 'AddressPurpose',
  description: 'What is sent to an address.',
  valuesConfig: {
    ALERTS: { description: 'Alerts in the format of its source.' },
    CHANGES: { description: 'Changes: deployments, migrations, what people did.' },
    HEARTBEAT: { description: 'A sign of life; any body, by GET or POST.' },
  },
});

registerEnumType(TokenPlaceEnum, {
  name: 'TokenPlace',
  description: 'Where a request carries the token.',
  valuesConfig: {
    ADDRESS: { description: 'In the address, or as `Authorization: Bearer`.' },
    ROUTING_KEY: { description: 'In the body, as PagerDuty’s routing_key.' },
    GENIE_KEY: { description: 'As `Authorization: GenieKey`.' },
  },
});

@ObjectType('IntegrationAddress', { description: 'Where a sender sends to.' })
export class IntegrationAddressType implements Address {
  @Field(() => AddressPurposeEnum)
  purpose!: AddressPurpose;

  @Field(() => String, {
    description:
      'Below PUBLIC_URL, or below the address that an embedded platform listens on; without either the path alone. `{token}` stands where the token belongs, which only those are told who make or rotate it.',
  })
  url!: string;

  @Field(() => TokenPlaceEnum)
  token!: TokenPlace;
}

/** `lastReceivedAt`, `addresses` and the fields of its folders are resolved on their own. */
@Directive('@key(fields: "id")')
@ObjectType('Integration', { description: 'One sender of alerts with a token of its own.' })
export class IntegrationType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => IntegrationSource, { description: 'The format that it sends.' })
  source!: IntegrationSource;

  @Field(() => Boolean, { description: 'What is switched off refuses its senders with FORBIDDEN.' })
  enabled!: boolean;

  @Field(() => LabelsScalar, { description: 'Labels that every alert of it gets, unless it brings them itself.' })
  labels!: unknown;

  @Field(() => [String], { description: 'Labels that say which alert is the same alert; none means all labels.' })
  fingerprintLabels!: string[];

  @Field(() => JsonScalar, { description: 'What only its source knows.' })
  settings!: unknown;

  @Field(() => Int, { nullable: true, description: 'Most alerts in a minute; null for no limit.' })
  rateLimit!: number | null;

  @Field(() => ID, { nullable: true, description: 'The team that owns its incidents unless a route says otherwise.' })
  ownerTeamId!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the token before the last rotation goes on working; null when there is none.',
  })
  previousTokenUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was deleted; null while it is there.' })
  archivedAt!: Date | null;
}

export const IntegrationConnection = connectionOf(IntegrationType, 'Integration');

@ObjectType('IssuedIntegration', { description: 'An integration with the token that was just made for it. The token is told this once.' })
export class IssuedIntegrationType {
  @Field(() => IntegrationType)
  integration!: IntegrationType;

  @Field(() => String)
  token!: string;

  @Field(() => [IntegrationAddressType], { description: 'Its addresses with the token in its place.' })
  addresses!: Address[];
}

@ObjectType('IntegrationTest', { description: 'What came of a test: the alerts that it was read as, or the error that a sender would have got.' })
export class IntegrationTestType {
  @Field(() => String, { description: 'The sample that was sent.' })
  body!: string;

  @Field(() => [AlertType], { description: 'Its alerts as they stand now; their incident is where people would look for them.' })
  alerts!: AlertType[];

  @Field(() => Int, { description: 'How many of them changed something; none when the same test was sent before and has not ended.' })
  changed!: number;

  @Field(() => String, { nullable: true, description: 'The code of the refusal; null when it was taken.' })
  code!: string | null;

  @Field(() => String, { nullable: true })
  message!: string | null;
}
