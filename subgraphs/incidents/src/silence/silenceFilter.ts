import { Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { idIn, mostIds } from '../filter/filterSql.ts';
import { SilenceState } from './silence.type.ts';
import type { SilenceState as State } from './silenceState.ts';

@InputType('SilenceFilter', { description: 'Which silences: those that meet every condition given.' })
export class SilenceFilter {
  @Field(() => [ID], { nullable: true, description: `At most ${mostIds} ids.` })
  ids?: string[] | null;

  @Field(() => [SilenceState], { nullable: true })
  states?: State[] | null;

  @Field(() => String, { nullable: true, description: 'Text in the comment, the matchers or the name of who asked, whatever its case.' })
  search?: string | null;
}

/** The filter as conditions on the table `silence`. Windows of recurrences are those that the judge has noted, which it does within seconds. */
export function silenceConditions({ ids, states, search }: SilenceFilter, now: Date): Prisma.Sql[] {
  return [
    ids && idIn(Prisma.sql`id`, ids),
    states && Prisma.sql`(${Prisma.join([Prisma.sql`false`, ...states.map((state) => standing(now)[state])], ' OR ')})`,
    search?.trim() ? textIn(search.trim()) : null,
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** Silences are few enough to be read through; `%` and `_` stand for themselves. */
function textIn(text: string): Prisma.Sql {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '')}%`;
  return Prisma.sql`(comment ILIKE ${pattern} OR matchers::text ILIKE ${pattern} OR created_by ILIKE ${pattern})`;
}

/** `silenceState` in SQL. */
function standing(now: Date): Record<State, Prisma.Sql> {
  const allowed = Prisma.sql`approval IN ('NOT_NEEDED', 'APPROVED') AND window_ends_at > ${now}`;
  return {
    PENDING: Prisma.sql`(${allowed} AND window_starts_at > ${now})`,
    ACTIVE: Prisma.sql`(${allowed} AND window_starts_at <= ${now})`,
    EXPIRED: Prisma.sql`(approval <> 'REJECTED' AND window_ends_at <= ${now})`,
    WAITING_APPROVAL: Prisma.sql`(approval = 'WAITING' AND window_ends_at > ${now})`,
    REJECTED: Prisma.sql`approval = 'REJECTED'`,
  };
}
