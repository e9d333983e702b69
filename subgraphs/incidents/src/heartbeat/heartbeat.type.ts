import { DateTimeScalar } from '#kit/schema';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Severity } from '../enums.ts';

export const HeartbeatState = { WAITING: 'WAITING', ALIVE: 'ALIVE', LATE: 'LATE', MISSED: 'MISSED' } as const;
export type HeartbeatState = (typeof HeartbeatState)[keyof typeof HeartbeatState];

registerEnumType(HeartbeatState, {
  name: 'HeartbeatState',
  description: 'How a heartbeat stands.',
  valuesConfig: {
    WAITING: { description: 'No beat came yet, or its integration is switched off: silence means nothing.' },
    ALIVE: { description: 'The last beat is no older than the interval.' },
    LATE: { description: 'The next beat is overdue, and the grace is running.' },
    MISSED: { description: 'Silent for longer than interval and grace; an alert fires.' },
  },
});

@ObjectType('Heartbeat', {
  description: 'A dead man’s switch: the sender has to be heard of at least this often, or an alert of its integration fires.',
})
export class HeartbeatType {
  @Field(() => Int)
  intervalSeconds!: number;

  @Field(() => Int, { description: 'How late a beat may be.' })
  graceSeconds!: number;

  @Field(() => Severity, { description: 'Severity of the alert about its silence.' })
  severity!: Severity;

  @Field(() => HeartbeatState)
  state!: HeartbeatState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null before the first beat.' })
  lastBeatAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is, or was, missed unless a beat comes; null while it waits for the first.' })
  dueAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was found missed; null while it is not.' })
  missedAt!: Date | null;
}
