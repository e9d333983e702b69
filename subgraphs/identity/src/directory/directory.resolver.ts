import { requirePermission } from '#kit/caller';
import { connectionOf } from '#kit/connection';
import type { Page } from '#kit/page';
import type { Person as PersonRow, Team as TeamRow } from '#prisma/generated/client';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { IdentityContext } from '../context.ts';
import { Person } from '../person/person.type.ts';
import { Team } from '../team/team.type.ts';
import { readByName } from './readByName.ts';

const PersonConnection = connectionOf(Person, 'Person');
const TeamConnection = connectionOf(Team, 'Team');

/** Whom there is to assign, to mention and to give incidents to. */
@Resolver()
export class DirectoryResolver {
  @Query(() => PersonConnection, { description: 'People by name; needs identity:read.' })
  people(
    @Arg('search', () => String, { nullable: true, description: 'Text in the name or the e-mail address, whatever its case.' }) search: string | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IdentityContext,
  ): Promise<Page<PersonRow>> {
    requirePermission(caller, 'identity:read');
    const like = { contains: search?.trim() ?? '', mode: 'insensitive' } as const;
    const where = like.contains === '' ? {} : { OR: [{ name: like }, { email: like }] };
    return readByName(
      { first, after },
      (query) => db.person.findMany(query),
      (query) => db.person.count(query),
      where,
    );
  }

  @Query(() => TeamConnection, { description: 'Teams by name; needs identity:read.' })
  teams(
    @Arg('search', () => String, { nullable: true, description: 'Text in the name, whatever its case.' }) search: string | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IdentityContext,
  ): Promise<Page<TeamRow>> {
    requirePermission(caller, 'identity:read');
    const like = { contains: search?.trim() ?? '', mode: 'insensitive' } as const;
    return readByName(
      { first, after },
      (query) => db.team.findMany(query),
      (query) => db.team.count(query),
      like.contains === '' ? {} : { name: like },
    );
  }
}
