import { quietReasons } from '#contracts/events';
import { DateTimeScalar } from '#kit/schema';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('QuietCause', { description: 'One thing that mutes an alert of an incident.' })
export class QuietCauseType {
  @Field(() => String, { description: quietReasons.join(' | ') })
  reason!: string;

  @Field(() => String, { description: 'Silence | InhibitionRule | MaintenanceWindow | Resource | TimeInterval' })
  kind!: string;

  @Field(() => String, { description: 'Its id, where its kind has ids; else its name.' })
  id!: string;

  @Field(() => String, { description: 'What it is called, e.g. the comment of a silence or the alert that inhibits.' })
  label!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null when only a change can end it.' })
  until!: string | null;
}

@ObjectType('Quiet', { description: 'Why people are not told of an incident: every alert of it that fires is muted.' })
export class QuietType {
  @Field(() => String, { description: quietReasons.join(' | ') })
  reason!: string;

  @Field(() => [QuietCauseType], { description: 'Everything that mutes an alert of it; at most ten.' })
  by!: QuietCauseType[];

  @Field(() => DateTimeScalar, { description: 'When it became quiet.' })
  since!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is judged again by itself; null when only a change can end it.' })
  until!: string | null;
}
