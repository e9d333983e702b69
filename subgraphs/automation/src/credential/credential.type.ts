import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { CredentialKind } from '#prisma/generated/client';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(CredentialKind, {
  name: 'CredentialKind',
  description: 'What a credential opens.',
  valuesConfig: {
    SSH: { description: 'Machines: config { user, hostKeys }, secrets { privateKey, passphrase, password }.' },
    KUBERNETES: { description: 'A cluster: config { context }, secrets { kubeconfig }; config.server is read from the kubeconfig.' },
    HTTP: { description: 'An HTTP service: config { url }, secrets are headers by their names.' },
  },
});

@ObjectType('Credential', { description: 'How a target lets playbooks in. Its secrets can be set, and are never shown.' })
export class CredentialType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What steps call it.' })
  name!: string;

  @Field(() => CredentialKind)
  kind!: CredentialKind;

  @Field(() => String)
  description!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const CredentialConnection = connectionOf(CredentialType, 'Credential');

@InputType('CredentialInput', { description: 'A credential as it is to be.' })
export class CredentialInputType {
  @Field(() => ID, { nullable: true, description: 'The one to change; null adds one.' })
  id?: string | null;

  @Field(() => String, { description: 'At most 100 characters.' })
  name!: string;

  @Field(() => CredentialKind, { description: 'Stays as it is once made.' })
  kind!: CredentialKind;

  @Field(() => String, { nullable: true, description: 'At most 1,000 characters; null leaves it.' })
  description?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What may be shown of it, as its kind has it; null keeps what is there.' })
  config?: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'Secrets by field: what is not named stays, what is null is taken away.' })
  secrets?: Record<string, unknown> | null;
}
