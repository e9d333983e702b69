import { JsonScalar } from '#kit/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { RouteType } from '../route.type.ts';

@ObjectType('ImportNote', { description: 'Something in a configuration that was not taken over as it stands, and why.' })
export class ImportNoteType {
  @Field(() => Int)
  line!: number;

  @Field(() => String, { description: 'Where it stands, e.g. `route.routes[2].group_wait`.' })
  path!: string;

  @Field(() => String, { description: 'not_taken_over | not_understood | adjusted | unknown_field.' })
  code!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('ImportedReceiver', { description: 'A receiver: its name went into the names of nodes.' })
export class ImportedReceiverType {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'How it sends, e.g. slack.' })
  kinds!: string[];

  @Field(() => Int)
  line!: number;
}

const changeWords = 'new | changed | same: against the one that is there by this name.';

@ObjectType('ImportedInhibitRule', {
  description: 'While an alert of the source fires, alerts of the target with the same `equal` labels are quiet.',
})
export class ImportedInhibitRuleType {
  @Field(() => String, { description: 'Its own, or one made of what it says where the file names none.' })
  name!: string;

  @Field(() => String, { description: changeWords })
  change!: string;

  @Field(() => [String])
  sourceMatchers!: string[];

  @Field(() => [String])
  targetMatchers!: string[];

  @Field(() => [String])
  equal!: string[];

  @Field(() => Int)
  line!: number;
}

@ObjectType('ImportedTimeInterval', { description: 'A named union of time ranges.' })
export class ImportedTimeIntervalType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: changeWords })
  change!: string;

  @Field(() => JsonScalar, { description: "In Alertmanager's shape, as in TimeInterval." })
  intervals!: unknown;

  @Field(() => Int, { description: 'How many ranges it has.' })
  rangeCount!: number;

  @Field(() => Int)
  line!: number;
}

@ObjectType('AlertmanagerImport', { description: 'What was understood of a configuration of Alertmanager, and what was not.' })
export class AlertmanagerImportType {
  @Field(() => [RouteType], { description: 'The tree that it would become, each node before its children.' })
  nodes!: RouteType[];

  @Field(() => [ImportedReceiverType])
  receivers!: ImportedReceiverType[];

  @Field(() => [ImportedInhibitRuleType])
  inhibitRules!: ImportedInhibitRuleType[];

  @Field(() => [ImportedTimeIntervalType])
  timeIntervals!: ImportedTimeIntervalType[];

  @Field(() => [ImportNoteType], { description: 'By line.' })
  notes!: ImportNoteType[];
}
