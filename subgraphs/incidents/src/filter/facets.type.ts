import { Field, Int, ObjectType } from 'type-graphql';
import { facetLimit, labelRowLimit } from './countFacet.ts';

@ObjectType('FacetCount', { description: 'A value with the number of rows that have it.' })
export class FacetCountType {
  @Field(() => String, { description: 'A word of the enum, an id, or the value of a label.' })
  value!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType('LabelFacet', { description: 'A label with its commonest values.' })
export class LabelFacetType {
  @Field(() => String)
  name!: string;

  @Field(() => [FacetCountType], { description: 'At most 8.' })
  values!: FacetCountType[];
}

@ObjectType()
class Facets {
  @Field(() => Int, { description: `Rows that meet the whole filter, counted up to ${facetLimit.toLocaleString('en')}.` })
  counted!: number;

  @Field(() => Boolean, { description: 'False when there are more: then every count is of the newest only.' })
  isComplete!: boolean;

  @Field(() => [FacetCountType])
  statuses!: FacetCountType[];

  @Field(() => [FacetCountType])
  severities!: FacetCountType[];

  @Field(() => [LabelFacetType], {
    description: `The labels by which the rows are best told apart, of the newest ${labelRowLimit.toLocaleString('en')}.`,
  })
  labels!: LabelFacetType[];
}

const counting = 'Each facet is counted under all conditions but its own, so that it shows what choosing another value would give.';

@ObjectType('IncidentFacets', { description: `How incidents that meet a filter divide. ${counting}` })
export class IncidentFacetsType extends Facets {
  @Field(() => [FacetCountType], { description: 'Incidents without a priority are not counted.' })
  priorities!: FacetCountType[];

  @Field(() => [FacetCountType], { description: 'By the id of the owning team; incidents without one are not counted.' })
  ownerTeams!: FacetCountType[];
}

@ObjectType('AlertFacets', { description: `How alerts that meet a filter divide. ${counting}` })
export class AlertFacetsType extends Facets {
  @Field(() => [FacetCountType], { description: 'By the id of the integration that last changed them.' })
  integrations!: FacetCountType[];
}
