import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { Secret, Playbook } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { isUuid, readNamedPage } from '../named.ts';
import { readUsers } from '../playbook/findUsers.ts';
import { PlaybookConnection } from '../playbook/playbook.type.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { deleteSecret } from './deleteSecret.ts';
import { saveSecret } from './saveSecret.ts';
import { SecretConnection, SecretInputType, SecretType } from './secret.type.ts';

@Resolver(() => SecretType)
export class SecretResolver {
  @Query(() => SecretConnection, { description: 'Secrets by name, without their values. Needs scripts:read.' })
  secrets(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Secret>> {
    requirePermission(caller, 'scripts:read');
    return readNamedPage(
      { first, after },
      ({ after: past, ...query }) => db.secret.findMany({ where: past, ...query }),
      (take) => db.secret.count({ take }),
    );
  }

  @Query(() => SecretType, { nullable: true, description: 'One secret; null for an id that is not known here. Needs scripts:read.' })
  async secret(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<Secret | null> {
    requirePermission(caller, 'scripts:read');
    return isUuid(id) ? db.secret.findFirst({ where: { id } }) : null;
  }

  @Mutation(() => SecretType, {
    description: 'Adds a secret or changes one. BAD_USER_INPUT, NOT_FOUND, CONFLICT for a name that is taken. Needs secrets:manage.',
  })
  saveSecret(@Arg('input', () => SecretInputType) input: SecretInputType, @Ctx() { platform, caller }: AutomationContext): Promise<Secret> {
    return saveSecret(platform, caller, input);
  }

  @Mutation(() => Boolean, { description: 'Forgets a secret. NOT_FOUND, IN_USE with the playbooks that name it. Needs secrets:manage.' })
  deleteSecret(
    @Arg('id', () => ID) id: string,
    @Arg('force', () => Boolean, { defaultValue: false, description: 'Also when playbooks name it; their steps fail from then on.' }) force: boolean,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<boolean> {
    return deleteSecret(platform, caller, id, force);
  }

  @FieldResolver(() => PlaybookConnection, {
    description: 'Playbooks whose steps name it, by name; those that are put away not. Needs playbooks:read.',
  })
  usedBy(
    @Root() { name }: Secret,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Playbook>> {
    requirePermission(caller, 'playbooks:read');
    return readUsers(db, { kind: 'secret', name }, { first, after });
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who set it last; null for a key without a person.' })
  updatedBy(@Root() { updatedById }: Secret): PersonStub | null {
    return personStub(updatedById);
  }
}
