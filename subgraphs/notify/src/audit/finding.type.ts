import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('AuditFinding', {
  description: 'Something that ought to have moved by itself and did not, as the auditor found it; it looks every minute.',
})
export class AuditFindingType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    description: 'incident_without_next_step | run_overdue | page_overdue | delivery_overdue | delivery_unconfirmed | resolution_untold',
  })
  kind!: string;

  @Field(() => ID, { description: 'The incident, run, page or delivery.' })
  subjectId!: string;

  @Field(() => ID, { nullable: true })
  incidentId!: string | null;

  @Field(() => JsonScalar)
  facts!: unknown;

  @Field(() => String, { description: 'What was done about it: started | woken | dispatched | none.' })
  repair!: string;

  @Field(() => DateTimeScalar)
  foundAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last so.' })
  seenAt!: Date;

  @Field(() => Int, { description: 'In how many rounds it was found.' })
  times!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was found no more; null while it is so.' })
  endedAt!: Date | null;
}
export const AuditFindingConnection = connectionOf(AuditFindingType, 'AuditFinding');
