import { connectionOf } from '#kit/connection';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enumOf.ts';
import { relationDirections } from './listRelations.ts';

const RelationDirection = enumOf(relationDirections);
registerEnumType(RelationDirection, {
  name: 'RelationDirection',
  description: 'Which end of a relation a resource is at.',
  valuesConfig: {
    OUT: { description: 'This resource <kind> the other one.' },
    IN: { description: 'The other resource <kind> this one.' },
  },
});

/** `resource` is resolved on its own (relation.resolver.ts). */
@ObjectType({ description: 'How a resource stands to another, as the labels of one alert tell.' })
export class ResourceRelation {
  @Field(() => String, { description: 'runs_on, part_of or exposes.' })
  kind!: string;

  @Field(() => RelationDirection, { description: 'Which end this resource is at.' })
  direction!: (typeof relationDirections)[number];
}

export const ResourceRelationConnection = connectionOf(ResourceRelation, 'ResourceRelation');
