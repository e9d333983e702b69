import { DateTimeScalar } from '#kit/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('TrafficBucket', { description: 'What came in half an hour.' })
export class TrafficBucket {
  @Field(() => DateTimeScalar, { description: 'Its beginning.' })
  at!: Date;

  @Field(() => Int, { description: 'Alerts that were taken, repeats included.' })
  alerts!: number;

  @Field(() => Int, { description: 'Requests that were refused.' })
  refused!: number;
}

@ObjectType('IntegrationTraffic', {
  description: 'What an integration sent in the last 24 hours. Tests and what the platform wrote itself are left out.',
})
export class IntegrationTraffic {
  @Field(() => DateTimeScalar, { description: 'From when on; a full or half hour.' })
  since!: Date;

  @Field(() => [TrafficBucket], { description: 'Every half hour of that time, oldest first, the quiet ones too.' })
  buckets!: TrafficBucket[];

  @Field(() => Float, { description: 'Alerts a minute: alerts that were taken, divided by the minutes of that time.' })
  alertsPerMinute!: number;

  @Field(() => Int, { description: 'Requests that were taken.' })
  requests!: number;

  @Field(() => Int, { description: 'Requests that were refused, also those that are only counted.' })
  refused!: number;

  @Field(() => Float, { nullable: true, description: 'refused / (requests + refused); null when nothing came.' })
  refusedShare!: number | null;
}

@ObjectType('IntegrationQuality', {
  description: 'Whether what an integration sends is worth hearing. Incidents are those opened in the time that have an alert of it.',
})
export class IntegrationQuality {
  @Field(() => DateTimeScalar, { description: 'From when on.' })
  since!: Date;

  @Field(() => Int, { description: 'Alerts received: the sum over requests that were taken, repeats included.' })
  received!: number;

  @Field(() => Int, { description: 'Of these, alerts that changed something: a decision other than repeat, late_resolve and late_firing was taken.' })
  changed!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of what was received that said nothing new: 1 - changed / received. High is usual for senders that repeat; null when nothing came.',
  })
  dedupRatio!: number | null;

  @Field(() => Int)
  incidents!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Alerts of resolved incidents that nobody acknowledged, noted or acted on, divided by all alerts of resolved incidents; null when none resolved. Acting is any entry of the timeline by a person, and a playbook that ran.',
  })
  noiseShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Incidents, open ones too, that were never acted on, divided by all incidents; null when there were none.',
  })
  neverActedShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Median of the seconds from opening to the first acknowledgement, over incidents that were acknowledged; null when none was.',
  })
  medianSecondsToAcknowledge!: number | null;
}
