import { LabelsScalar } from '#kit/schema';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum CallerVia {
  GRAFANA = 'GRAFANA',
  API_KEY = 'API_KEY',
  OIDC = 'OIDC',
  INTEGRATION = 'INTEGRATION',
  MESSAGE = 'MESSAGE',
}

registerEnumType(CallerVia, {
  name: 'CallerVia',
  description: 'How a caller proves who they are.',
  valuesConfig: {
    GRAFANA: { description: "An identity signed by Grafana, behind a connection's secret." },
    API_KEY: { description: 'An API key.' },
    OIDC: { description: 'A bearer token of the configured OpenID Connect issuer.' },
    INTEGRATION: { description: "An integration's token; never here, only where an outside system's own API is spoken." },
    MESSAGE: { description: 'An answer to a notice, by a button, a key or a link; never here.' },
  },
});

@ObjectType({ description: 'The part of the incidents and alerts of the tenant that a caller sees and acts on: the union of what follows.' })
export class ViewerScope {
  @Field(() => Boolean, { description: 'What the teams of the caller own, and what the caller is assigned to or has a role in.' })
  ownTeams!: boolean;

  @Field(() => [LabelsScalar], { description: 'What bears all labels of one of these sets.' })
  labels!: Record<string, string>[];
}

/** `person`, `tenant` and `teams` are resolved on their own (viewer.resolver.ts). */
@ObjectType({ description: 'Who is asking, and what they may do.' })
export class Viewer {
  @Field(() => [String], { description: 'Names such as incidents:acknowledge, in a fixed order.' })
  permissions!: string[];

  @Field(() => ViewerScope, { nullable: true, description: 'Null for everything.' })
  scope!: ViewerScope | null;

  @Field(() => CallerVia, { description: 'What the caller proved themselves with.' })
  via!: `${CallerVia}`;
}
