import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RuleSourceAuth, RuleSourceKind } from '../alertRule/ruleEnums.ts';

export enum RuleSyncState {
  NEVER = 'NEVER',
  RUNNING = 'RUNNING',
  OK = 'OK',
  FAILED = 'FAILED',
}

registerEnumType(RuleSyncState, {
  name: 'RuleSyncState',
  description: 'How reading the rules of a source goes.',
  valuesConfig: {
    NEVER: { description: 'It was not asked yet.' },
    RUNNING: { description: 'It is being asked, or about to be.' },
    OK: { description: 'Its rules were read.' },
    FAILED: { description: 'Its rules could not be read; those that were read before are shown.' },
  },
});

@ObjectType('RuleSync', { description: 'The last reading of a source, and what came of it.' })
export class RuleSyncType {
  @Field(() => RuleSyncState)
  state!: RuleSyncState;

  @Field(() => String, {
    nullable: true,
    description:
      'Machine word of the last result: synced | credentials_refused | no_rules_api | answered_with_error | not_a_rules_api | answer_too_large | too_many_rules | secret_unreadable, or why it could not be reached: timeout | connection_refused | connection_reset | unreachable | dns_failed | tls_failed | protocol_error | target_refused | invalid_request | aborted | unknown_failure.',
  })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'More of the last result, in the words of whoever gave it.' })
  detail!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last asked.' })
  attemptedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its rules were last read.' })
  succeededAt!: Date | null;
}

@ObjectType('RuleSource', { description: 'Where alert rules come from.' })
export class RuleSourceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => RuleSourceKind)
  kind!: RuleSourceKind;

  @Field(() => String, { nullable: true, description: 'Base address of the server; null for a source that is not asked.' })
  url!: string | null;

  @Field(() => RuleSourceAuth, { description: 'Which kind of credentials is stored; they themselves are never shown.' })
  auth!: RuleSourceAuth;

  @Field(() => Boolean, { description: 'Whether it is asked.' })
  enabled!: boolean;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

@ObjectType('RuleSourceTest', { description: 'What came of asking an address for its rules.' })
export class RuleSourceTestType {
  @Field(() => String, { description: 'Machine word, as in RuleSync.reason; `synced` is success.' })
  reason!: string;

  @Field(() => String, { nullable: true })
  detail!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many alert rules it has; null when they could not be read.' })
  rules!: number | null;
}

@InputType('RuleSourceCredentials', {
  description: 'How the platform proves itself to a source. BEARER needs `token`, BASIC `username` and `password`.',
})
export class RuleSourceCredentials {
  @Field(() => RuleSourceAuth)
  auth!: RuleSourceAuth;

  @Field(() => String, { nullable: true })
  token?: string | null;

  @Field(() => String, { nullable: true })
  username?: string | null;

  @Field(() => String, { nullable: true })
  password?: string | null;
}

@InputType('CreateRuleSourceInput')
export class CreateRuleSourceInput {
  @Field(() => String, { description: 'At most 100 characters; no two sources have the same.' })
  name!: string;

  @Field(() => String, { description: 'Base address of a Prometheus or vmalert, e.g. http://prometheus:9090.' })
  url!: string;

  @Field(() => RuleSourceCredentials, { nullable: true })
  credentials?: RuleSourceCredentials | null;

  @Field(() => Int, { nullable: true, description: 'Seconds from one reading to the next, 15 to 86,400; 60 by default.' })
  intervalSeconds?: number | null;
}

@InputType('UpdateRuleSourceInput', { description: 'What is left out stays as it is.' })
export class UpdateRuleSourceInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'With an address of another server, the credentials must be given again.' })
  url?: string | null;

  @Field(() => RuleSourceCredentials, { nullable: true })
  credentials?: RuleSourceCredentials | null;

  @Field(() => Int, { nullable: true })
  intervalSeconds?: number | null;

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null;
}

@InputType('TestRuleSourceInput')
export class TestRuleSourceInput {
  @Field(() => ID, { nullable: true, description: 'A source that is stored: its credentials are used unless others are given.' })
  id?: string | null;

  @Field(() => String)
  url!: string;

  @Field(() => RuleSourceCredentials, { nullable: true })
  credentials?: RuleSourceCredentials | null;
}

export const RuleSourceConnection = connectionOf(RuleSourceType, 'RuleSource');
