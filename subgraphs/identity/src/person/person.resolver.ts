import type { Person as PersonRow } from '#prisma/generated/client';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { IdentityContext } from '../context.ts';
import { Person } from './person.type.ts';
import { setPreferences } from './setPreferences.ts';

@Resolver(() => Person)
export class PersonResolver {
  @Mutation(() => Person, {
    description: 'Keeps the zone and the language of the caller; null for neither. FORBIDDEN for an API key that belongs to no one.',
  })
  setPreferences(
    @Arg('timeZone', () => String, { nullable: true, description: 'IANA name, such as Asia/Taipei.' }) timeZone: string | null,
    @Arg('language', () => String, { nullable: true, description: 'en-US or zh-Hant.' }) language: string | null,
    @Ctx() { platform, caller }: IdentityContext,
  ): Promise<PersonRow> {
    return setPreferences(platform, caller, { timeZone, language });
  }
}
