import { Field, ID, InputType, registerEnumType } from 'type-graphql';

export enum ActionKind {
  EXTRACT = 'extract',
  COMPUTE = 'compute',
  LOOK_UP = 'look_up',
  SET = 'set',
  DROP_LABELS = 'drop_labels',
  RENAME_LABEL = 'rename_label',
  DROP_ALERT = 'drop_alert',
}
registerEnumType(ActionKind, {
  name: 'EnrichmentActionKind',
  description: 'What a rule of enrichment does to an alert that it is for.',
  valuesConfig: {
    EXTRACT: { description: 'Named groups of a regular expression, found in a label or an annotation, become labels.' },
    COMPUTE: { description: 'The fields of a map, worked out by an expression, become labels.' },
    LOOK_UP: { description: 'A row of a look-up table is found by labels, and other cells of it become labels.' },
    SET: { description: 'A label, the severity, the owner team or the priority is set.' },
    DROP_LABELS: { description: 'Labels are taken away.' },
    RENAME_LABEL: { description: 'A label gets another name.' },
    DROP_ALERT: { description: 'The alert goes no further; it is counted, and its payload is kept.' },
  },
});

export enum ExtractFrom {
  LABEL = 'label',
  ANNOTATION = 'annotation',
}
registerEnumType(ExtractFrom, { name: 'EnrichmentText', description: 'Where a text stands.' });

export enum SetTarget {
  LABEL = 'label',
  SEVERITY = 'severity',
  OWNER_TEAM = 'owner_team',
  PRIORITY = 'priority',
}
registerEnumType(SetTarget, {
  name: 'EnrichmentTarget',
  description: 'What a rule sets.',
  valuesConfig: {
    LABEL: { description: 'An empty value takes the label away.' },
    SEVERITY: { description: 'One of Severity; routes may still make it worse or milder.' },
    OWNER_TEAM: { description: 'The id of a team; comes before those of the route and the integration.' },
    PRIORITY: { description: 'One of Priority; comes before that of the route.' },
  },
});

@InputType('EnrichmentCellInput')
export class CellInput {
  @Field(() => String)
  column!: string;

  @Field(() => String)
  label!: string;
}

@InputType('EnrichmentActionInput', { description: 'Of the fields, those of its kind are given; see EnrichmentAction.' })
export class ActionInput {
  @Field(() => ActionKind)
  kind!: ActionKind;

  @Field(() => ExtractFrom, { nullable: true, description: 'EXTRACT.' })
  from?: ExtractFrom | null;

  @Field(() => String, { nullable: true, description: 'EXTRACT: of the label or annotation. SET: of the label.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'EXTRACT: RE2 with named groups, such as `(?P<pod>[a-z]+)-\\d+`.' })
  pattern?: string | null;

  @Field(() => String, { nullable: true, description: 'COMPUTE, SET: CEL.' })
  expression?: string | null;

  @Field(() => ID, { nullable: true, description: 'LOOK_UP.' })
  tableId?: string | null;

  @Field(() => [CellInput], {
    nullable: true,
    description: 'LOOK_UP: columns that the row is found by, with the labels that they are compared with.',
  })
  keys?: CellInput[] | null;

  @Field(() => [CellInput], { nullable: true, description: 'LOOK_UP: columns that become labels.' })
  values?: CellInput[] | null;

  @Field(() => SetTarget, { nullable: true, description: 'SET.' })
  target?: SetTarget | null;

  @Field(() => String, { nullable: true, description: 'SET: a constant, in the place of an expression.' })
  value?: string | null;

  @Field(() => [String], { nullable: true, description: 'DROP_LABELS.' })
  names?: string[] | null;

  @Field(() => String, { nullable: true, description: 'RENAME_LABEL: the old name.' })
  oldName?: string | null;

  @Field(() => String, { nullable: true, description: 'RENAME_LABEL: the new name.' })
  newName?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'EXTRACT, COMPUTE, LOOK_UP: leaves labels alone that the alert has already.' })
  keepsExisting?: boolean | null;
}

@InputType('EnrichmentRuleInput')
export class RuleInput {
  @Field(() => ID, { nullable: true, description: 'Null for a rule that is new.' })
  id?: string | null;

  @Field(() => String, { description: 'Unlike those of the other rules; at most 100 characters.' })
  name!: string;

  // Not a default of the schema: the gateway's compiled queries take no defaults of fields inside variables.
  @Field(() => Boolean, { nullable: true, description: 'On unless it is said otherwise.' })
  enabled?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'The integration whose alerts it is for; null for all.' })
  integrationId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Conditions as Alertmanager writes them, e.g. `team=~"db|web"`; all must hold.' })
  matchers?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'CEL over `labels`, `annotations`, `severity`, `status` and `source` that is true for alerts that it is for, e.g. `labels.env == "prod"`.',
  })
  condition?: string | null;

  @Field(() => ActionInput)
  action!: ActionInput;
}
