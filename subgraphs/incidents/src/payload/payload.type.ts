import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { PayloadOrigin } from '#prisma/generated/client';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export const PayloadOutcome = { ACCEPTED: 'ACCEPTED', REFUSED: 'REFUSED' } as const;
export type PayloadOutcome = (typeof PayloadOutcome)[keyof typeof PayloadOutcome];

registerEnumType(PayloadOutcome, {
  name: 'PayloadOutcome',
  description: 'What became of a request.',
  valuesConfig: { ACCEPTED: { description: 'Its alerts were taken.' }, REFUSED: { description: 'Nothing of it was taken; its code says why.' } },
});

registerEnumType(PayloadOrigin, {
  name: 'PayloadOrigin',
  description: 'Who wrote a payload.',
  valuesConfig: {
    SENDER: { description: 'The sender.' },
    TEST: { description: 'Somebody who tested the integration.' },
    HEARTBEAT: { description: 'The platform, about a sender that fell silent or was heard of again.' },
    PLATFORM: { description: 'The platform, about an alert that expired, or that has been calm after it flapped.' },
  },
});

@ObjectType('DecisionCount', { description: 'How many alerts of a request a decision was taken on.' })
export class DecisionCount {
  @Field(() => String, {
    description:
      'new_alert | fired_again | resolved | resolved_unseen | severity_changed | late_resolve | late_firing, or repeat: nothing new, also when another request of the same moment said it first.',
  })
  reason!: string;

  @Field(() => Int)
  count!: number;
}

/** `decisions` and `body` are resolved on their own. */
@ObjectType('Payload', {
  description:
    'A request of an integration, and what became of it. Refused ones are kept in part, the others counted: `times` says how many one stands for.',
})
export class PayloadType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received; for requests that are only counted, the beginning of their minute.' })
  at!: Date;

  @Field(() => PayloadOutcome)
  outcome!: PayloadOutcome;

  @Field(() => PayloadOrigin)
  origin!: PayloadOrigin;

  @Field(() => Int, { description: 'Alerts in it, as far as it could be read.' })
  alertCount!: number;

  @Field(() => String, { nullable: true, description: 'The code that it was refused with; null when it was accepted.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused, in words.' })
  message!: string | null;

  @Field(() => Int, {
    description: 'How many requests this stands for: one, or all refused ones of a minute with the same code whose bodies are not kept.',
  })
  times!: number;

  @Field(() => Int, { description: 'Length of the body as it came, in bytes.' })
  bodyBytes!: number;
}

export const PayloadConnection = connectionOf(PayloadType, 'Payload');
