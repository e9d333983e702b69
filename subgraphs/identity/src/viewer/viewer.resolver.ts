import { AppError } from '#kit/errors';
import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { IdentityContext } from '../context.ts';
import { Person } from '../person/person.type.ts';
import { Team } from '../team/team.type.ts';
import { Tenant } from '../tenant/tenant.type.ts';
import { Viewer } from './viewer.type.ts';

/** What callers may know about themselves needs no permission. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { caller }: IdentityContext): Viewer {
    return { permissions: caller.permissions, scope: caller.scope, via: caller.via };
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Null for an API key that belongs to no one.' })
  person(@Ctx() { caller, loaders }: IdentityContext): Promise<Person | null> | null {
    return caller.personId === null ? null : loaders.person.load(caller.personId);
  }

  @FieldResolver(() => Tenant, { description: 'The tenant that the caller acts in.' })
  async tenant(@Ctx() { caller, db }: IdentityContext): Promise<Tenant> {
    const tenant = await db.tenant.findUnique({ where: { id: caller.tenantId } });
    if (tenant === null) throw new AppError('NOT_FOUND', 'The tenant of this caller does not exist any more.');
    return tenant;
  }

  @FieldResolver(() => [Team], { description: 'The teams that the caller is in, by name.' })
  teams(@Ctx() { caller, db }: IdentityContext): Promise<Team[]> {
    return db.team.findMany({ where: { id: { in: caller.teamIds } }, orderBy: { name: 'asc' } });
  }
}
