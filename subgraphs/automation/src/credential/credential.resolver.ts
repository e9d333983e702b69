import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import { type Credential, CredentialKind, type Playbook } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { isUuid, readNamedPage } from '../named.ts';
import { readUsers } from '../playbook/findUsers.ts';
import { PlaybookConnection } from '../playbook/playbook.type.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { CredentialConnection, CredentialInputType, CredentialType } from './credential.type.ts';
import { deleteCredential } from './deleteCredential.ts';
import { saveCredential } from './saveCredential.ts';

@Resolver(() => CredentialType)
export class CredentialResolver {
  @Query(() => CredentialConnection, { description: 'Credentials by name, without their secrets. Needs scripts:read.' })
  credentials(
    @Arg('kind', () => CredentialKind, { nullable: true, description: 'Only those of this kind.' }) kind: CredentialKind | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Credential>> {
    requirePermission(caller, 'scripts:read');
    const where = kind ? { kind } : {};
    return readNamedPage(
      { first, after },
      ({ after: past, ...query }) => db.credential.findMany({ where: { ...where, ...past }, ...query }),
      (take) => db.credential.count({ where, take }),
    );
  }

  @Query(() => CredentialType, { nullable: true, description: 'One credential; null for an id that is not known here. Needs scripts:read.' })
  async credential(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<Credential | null> {
    requirePermission(caller, 'scripts:read');
    return isUuid(id) ? db.credential.findFirst({ where: { id } }) : null;
  }

  @Mutation(() => CredentialType, {
    description:
      'Adds a credential or changes one. BAD_USER_INPUT, TARGET_REFUSED, NOT_FOUND, CONFLICT for a name that is taken. Needs secrets:manage.',
  })
  saveCredential(
    @Arg('input', () => CredentialInputType) input: CredentialInputType,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<Credential> {
    return saveCredential(platform, caller, input);
  }

  @Mutation(() => Boolean, { description: 'Forgets a credential. NOT_FOUND, IN_USE with the playbooks that name it. Needs secrets:manage.' })
  deleteCredential(
    @Arg('id', () => ID) id: string,
    @Arg('force', () => Boolean, { defaultValue: false, description: 'Also when playbooks name it; their steps fail from then on.' }) force: boolean,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<boolean> {
    return deleteCredential(platform, caller, id, force);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: 'What of it is no secret. Null without secrets:manage: users and addresses help an attacker.',
  })
  config(@Root() { config }: Credential, @Ctx() { caller }: AutomationContext): unknown {
    return caller.permissions.includes('secrets:manage') ? config : null;
  }

  @FieldResolver(() => [String], { description: 'Names of the secrets that are kept for it.' })
  secretsKept(@Root() { secrets }: Credential): string[] {
    return Object.keys(z.record(z.string(), z.unknown()).parse(secrets)).sort();
  }

  @FieldResolver(() => PlaybookConnection, {
    description: 'Playbooks whose steps name it, by name; those that are put away not. Needs playbooks:read.',
  })
  usedBy(
    @Root() { name }: Credential,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Playbook>> {
    requirePermission(caller, 'playbooks:read');
    return readUsers(db, { kind: 'credential', name }, { first, after });
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who set it last; null for a key without a person.' })
  updatedBy(@Root() { updatedById }: Credential): PersonStub | null {
    return personStub(updatedById);
  }
}
