import { LabelsScalar } from '#kit/schema';
import { AccessScope } from '#prisma/generated/client';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Role } from './role.type.ts';

registerEnumType(AccessScope, {
  name: 'AccessScope',
  description: 'Of what part of the incidents and alerts of the tenant a team holds a role.',
  valuesConfig: {
    ALL: { description: 'Of all of them.' },
    OWN_TEAM: {
      description: 'Of the incidents, and their alerts, that a team of the person owns, that the person is assigned to or that they have a role in.',
    },
    LABELS: { description: 'Of what bears all labels of one of the sets.' },
  },
});

@ObjectType({ description: 'That a team holds a role, and of what.' })
export class RoleGrant {
  @Field(() => Role)
  role!: Role;

  @Field(() => AccessScope)
  scope!: AccessScope;

  @Field(() => [LabelsScalar], { description: 'The sets of labels of the scope LABELS; none for the others.' })
  labels!: Record<string, string>[];
}
