import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export const PlaybookOrder = { NAME: 'NAME', RANK: 'RANK' } as const;
export type PlaybookOrder = keyof typeof PlaybookOrder;
registerEnumType(PlaybookOrder, {
  name: 'PlaybookOrder',
  description: 'In which order playbooks are listed.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    RANK: {
      description:
        'The one that most likely helps first: by what people said of its runs of 180 days, and by how those ended of which nobody said anything.',
    },
  },
});

@Directive('@key(fields: "id")')
@ObjectType('Playbook', { description: 'What is done, step by step; docs/playbooks.md has the shape of its definition.' })
export class PlaybookType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Unlike those of all others that are not archived.' })
  name!: string;

  @Field(() => [String], { description: 'Words to find it by.' })
  tags!: string[];

  @Field(() => Boolean, { description: 'Whether it may be started.' })
  enabled!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was put away; null while it is in use.' })
  archivedAt!: Date | null;

  @Field(() => Int, { description: 'Counts up each time that it is saved.' })
  version!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const PlaybookConnection = connectionOf(PlaybookType, 'Playbook');

@ObjectType('PlaybookVersion', { description: 'A playbook as it was saved once.' })
export class PlaybookVersionType {
  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'What its author said of it.' })
  note!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}
export const PlaybookVersionConnection = connectionOf(PlaybookVersionType, 'PlaybookVersion');

@ObjectType('PlaybookProblem', { description: 'Something that is wrong with a playbook.' })
export class PlaybookProblemType {
  @Field(() => String, { description: 'Where: `steps[0].then[1].url`; empty for the whole.' })
  path!: string;

  @Field(() => String, { description: 'What, in English.' })
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Line of the YAML, from 1; null where it did not come as YAML.' })
  line!: number | null;
}

@ObjectType('PlaybookCheck', { description: 'A playbook as it was read, and what is wrong with it.' })
export class PlaybookCheckType {
  @Field(() => JsonScalar, { nullable: true, description: 'With every default said; null where it has no shape to speak of.' })
  definition!: unknown;

  @Field(() => String, { nullable: true, description: 'As a file; null where it has no shape to speak of.' })
  yaml!: string | null;

  @Field(() => [PlaybookProblemType], { description: 'None for one that may be saved.' })
  problems!: PlaybookProblemType[];
}

@InputType('CheckPlaybookInput', { description: 'A playbook as YAML or as JSON, one of both.' })
export class CheckPlaybookInput {
  @Field(() => String, { nullable: true })
  yaml?: string | null;

  @Field(() => JsonScalar, { nullable: true })
  definition?: unknown;
}

@InputType('PlaybookFilter', { description: 'Which playbooks; all that is given must hold.' })
export class PlaybookFilter {
  @Field(() => String, { nullable: true, description: 'A part of the name, or of what it says of itself.' })
  text?: string | null;

  @Field(() => String, { nullable: true })
  tag?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those put away instead of those in use.' })
  archived?: boolean | null;
}

@InputType('SavePlaybookInput', { description: 'A playbook as a person wrote it, as YAML or as JSON, one of both.' })
export class SavePlaybookInput {
  @Field(() => ID, { nullable: true, description: 'Null for a new one.' })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the author saw; null for a new one.' })
  baseVersion?: number | null;

  @Field(() => String, { nullable: true })
  yaml?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'The value `***` of a secret header means the one that is kept.' })
  definition?: unknown;

  @Field(() => String, { nullable: true, description: 'What the author says of this version; at most 500 characters.' })
  note?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it may be started; a new one may by default.' })
  enabled?: boolean | null;
}
