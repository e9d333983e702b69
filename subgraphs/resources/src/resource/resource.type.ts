import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { ResourceKind } from '#prisma/generated/client';
import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What a resource is.',
  valuesConfig: {
    HOST: { description: 'A machine, by its name or address.' },
    NODE: { description: 'A node of a Kubernetes cluster.' },
    NAMESPACE: { description: 'A Kubernetes namespace.' },
    POD: { description: 'A Kubernetes pod.' },
    DEPLOYMENT: { description: 'A Kubernetes deployment.' },
    SERVICE: { description: 'What people or programs ask for, by the name that labels give it.' },
    DEVICE: { description: 'A network device, or a disk or an interface of a machine.' },
    INSTANCE: { description: 'A scrape target: `host:port`, or an address that is probed.' },
  },
});

/** `relations` and `incidents` are resolved on their own (resource.resolver.ts). */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Something that alerts are about, named by their labels.' })
export class Resource {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => ResourceKind, { description: 'What it is.' })
  kind!: ResourceKind;

  @Field(() => String, { description: 'As the latest alert spelled it; the labels tell where it is, e.g. the namespace of a pod.' })
  name!: string;

  @Field(() => LabelsScalar, { description: 'The labels that identify it.' })
  labels!: unknown;

  @Field(() => DateTimeScalar, { description: 'When an alert first named it.' })
  firstSeenAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When an alert that changed last named it.' })
  lastSeenAt!: Date;
}

export const ResourceConnection = connectionOf(Resource, 'Resource');

@InputType({ description: 'Which resources to list; all conditions must hold.' })
export class ResourceFilter {
  @Field(() => [ID], { nullable: true, description: 'One of these.' })
  ids?: string[] | null;

  @Field(() => [ResourceKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: ResourceKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name, or the name with its cluster and namespace (`eu-1:shop/cart`), contains this, whatever the case.',
  })
  search?: string | null;
}
