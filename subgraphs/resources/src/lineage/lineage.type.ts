import { LineageKind } from '#prisma/generated/client';
import { directions, type LineageSource as Source, nodeLimit, sources } from '#graph/lineage';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enumOf.ts';

registerEnumType(LineageKind, { name: 'LineageKind', description: 'What a node of the lineage is.' });

export const LineageDirection = enumOf(directions);
registerEnumType(LineageDirection, {
  name: 'LineageDirection',
  description: 'Which way to walk the lineage, whose edges lead from cause to effect.',
  valuesConfig: {
    UPSTREAM: { description: 'What leads to the root.' },
    DOWNSTREAM: { description: 'What the root leads to.' },
    BOTH: { description: 'What leads to the root and what the root leads to.' },
  },
});

const LineageSource = enumOf(sources);
registerEnumType(LineageSource, {
  name: 'LineageSource',
  description: 'The store that answered.',
  valuesConfig: {
    NEO4J: { description: 'The projection in Neo4j.' },
    POSTGRES: { description: 'The record itself: no Neo4j is configured, or it is away or too far behind.' },
  },
});

@InputType({ description: 'Where a walk starts.' })
export class LineageRoot {
  @Field(() => LineageKind, { description: 'What it is.' })
  kind!: LineageKind;

  @Field(() => ID, { description: "The rule's or the metric's name; the id of anything else." })
  id!: string;
}

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

@ObjectType({ description: 'An edge of the lineage, from cause to effect.' })
export class LineageEdge {
  @Field(() => String, { description: 'The cause, as `KIND:id`.' })
  from!: string;

  @Field(() => String, { description: 'The effect, as `KIND:id`.' })
  to!: string;

  @Field(() => String, { description: 'The verb between them, e.g. raised or part_of.' })
  kind!: string;
}

@ObjectType({ description: 'The part of the lineage around a root.' })
export class Lineage {
  @Field(() => [LineageNode], { description: 'The root first, then by distance from it. Empty when the tenant has no such root.' })
  nodes!: LineageNode[];

  @Field(() => [LineageEdge], { description: 'Every known edge between two of the nodes.' })
  edges!: LineageEdge[];

  @Field(() => Boolean, { description: `True when the walk stopped at its limit (${nodeLimit.usual} nodes); the nearest are there.` })
  truncated!: boolean;

  @Field(() => LineageSource, { description: 'The store that answered.' })
  source!: Source;

  @Field(() => Int, {
    description:
      'Recorded changes that Neo4j has not taken in yet; 0 without a Neo4j. An answer from NEO4J may lack them, one from POSTGRES lacks nothing.',
  })
  behind!: number;
}
