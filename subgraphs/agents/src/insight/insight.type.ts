import { InsightVerdict, LineageKind } from '#prisma/generated/client';
import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ResourceStub } from '../stubs.ts';

registerEnumType(LineageKind, { name: 'LineageKind', description: 'What a node of the lineage is.' });
registerEnumType(InsightVerdict, {
  name: 'InsightVerdict',
  description: 'What an analysis came to.',
  valuesConfig: {
    SUSPECTS_RANKED: { description: 'There are suspects, the likeliest first.' },
    NOT_ENOUGH_EVIDENCE: { description: 'Nothing points at a cause; the evidence says what was missing.' },
  },
});

@Directive('@shareable')
@ObjectType({ description: 'A node of the lineage.' })
export class LineageNode {
  @Field(() => LineageKind, { description: 'What it is.' })
  kind!: LineageKind;

  @Field(() => ID, { description: "The rule's or the metric's name; the id of anything else." })
  id!: string;

  @Field(() => String, { description: 'What to show people.' })
  label!: string;
}

@ObjectType({ description: 'Something that was found, or found to be missing.' })
export class Evidence {
  @Field(() => String, {
    description: 'fired_first, shared_by_alerts, upstream_of, single_alert, missing_lineage, truncated_lineage or tied_candidates.',
  })
  kind!: string;

  @Field(() => String, { description: 'It in an English sentence.' })
  text!: string;

  @Field(() => JsonScalar, { description: "Its numbers and names, for the page's own wording." })
  facts!: Record<string, unknown>;
}

@ObjectType({ description: 'Something that may have caused an incident.' })
export class Suspect {
  @Field(() => Int, { description: 'Its place, from 1 for the likeliest.' })
  rank!: number;

  @Field(() => Float, { description: '0 to 1; weights what fired first, how many alerts it can account for, and what depends on it.' })
  score!: number;

  @Field(() => LineageNode, { description: 'What it is in the lineage.' })
  node!: LineageNode;

  @Field(() => ResourceStub, { nullable: true, description: 'The resource, when the node is one.' })
  resource!: ResourceStub | null;

  @Field(() => [Evidence], { description: 'What speaks for it.' })
  reasons!: Evidence[];
}

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'What an analysis found out about an incident. A change of the evidence gives a new one; one that is found again becomes the newest.',
})
export class Insight {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => InsightVerdict, { description: 'What it came to.' })
  verdict!: InsightVerdict;

  @Field(() => String, { description: 'The whole of it in English, in a sentence or a few.' })
  summary!: string;

  @Field(() => DateTimeScalar, { description: 'When it was found, or found again.' })
  createdAt!: Date;

  @Field(() => [Suspect], { description: 'Suspects, the likeliest first; empty when there is not enough evidence.' })
  suspects!: Suspect[];

  @Field(() => [Evidence], { description: 'What was missing, or weakens the whole.' })
  evidence!: Evidence[];
}

export const InsightConnection = connectionOf(Insight, 'Insight');
