import { JsonScalar, LabelsScalar } from '#kit/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IntegrationSource, Severity } from '../enums.ts';

@InputType('HeartbeatInput', { description: 'How often a sender has to be heard of.' })
export class HeartbeatInput {
  @Field(() => Int, { description: 'Seconds between two beats: 10 to 35 days.' })
  intervalSeconds!: number;

  @Field(() => Int, { description: 'Seconds that a beat may be late before its sender counts as silent.' })
  graceSeconds!: number;

  @Field(() => Severity, { nullable: true, description: 'Severity of the alert about its silence; CRITICAL when none is named.' })
  severity?: Severity;
}

@InputType('IntegrationSettings', {
  description: 'What people decide of an integration. Null takes away what can be absent; what is not named stays as it is.',
})
export class IntegrationSettingsInput {
  @Field(() => Boolean, { nullable: true, description: 'What is switched off refuses its senders with FORBIDDEN.' })
  enabled?: boolean;

  @Field(() => LabelsScalar, { nullable: true, description: 'Labels that every alert of it gets, unless it brings them itself.' })
  labels?: Record<string, string>;

  @Field(() => [String], {
    nullable: true,
    description: 'Labels that say which alert is the same alert; none means all labels. What has a key of its own goes by that.',
  })
  fingerprintLabels?: string[];

  @Field(() => JsonScalar, { nullable: true, description: 'What only its source knows; refused when the source knows nothing of it.' })
  settings?: unknown;

  @Field(() => Int, {
    nullable: true,
    description: 'Most alerts in a minute; requests beyond are refused with RATE_LIMITED and Retry-After. Null for no limit.',
  })
  rateLimit?: number | null;

  @Field(() => ID, { nullable: true, description: 'The team that owns its incidents unless a route says otherwise.' })
  ownerTeamId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What its sender signs with, where the format has signatures. Kept encrypted, never told again.',
  })
  secret?: string | null;

  @Field(() => HeartbeatInput, { nullable: true, description: 'Null when its silence means nothing.' })
  heartbeat?: HeartbeatInput | null;
}

@InputType('NewIntegration', { description: 'An integration to be made.' })
export class NewIntegrationInput extends IntegrationSettingsInput {
  @Field(() => String, { description: '1 to 100 characters, unique among those that are not deleted.' })
  name!: string;

  @Field(() => IntegrationSource)
  source!: IntegrationSource;
}

@InputType('IntegrationChange', { description: 'What is to be different.' })
export class IntegrationChangeInput extends IntegrationSettingsInput {
  @Field(() => String, { nullable: true })
  name?: string;
}
