import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import { type Credential, CredentialKind } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { readNamedPage } from '../named.ts';
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

  @Mutation(() => Boolean, { description: 'Forgets a credential; steps that name it fail from then on. NOT_FOUND. Needs secrets:manage.' })
  deleteCredential(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: AutomationContext): Promise<boolean> {
    return deleteCredential(platform, caller, id);
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

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who set it last; null for a key without a person.' })
  updatedBy(@Root() { updatedById }: Credential): PersonStub | null {
    return personStub(updatedById);
  }
}
