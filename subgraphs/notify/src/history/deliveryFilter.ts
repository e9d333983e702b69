import { AppError } from '#kit/errors';
import { DateTimeScalar } from '#kit/schema';
import { DeliveryStatus, Prisma } from '#prisma/generated/client';
import { Field, ID, InputType } from 'type-graphql';
import { z } from 'zod';

/** Most ids or words of one condition, and characters of a search. */
const most = 200;

@InputType('DeliveryFilter', { description: 'Which deliveries: those that meet every condition given.' })
export class DeliveryFilter {
  @Field(() => [ID], { nullable: true, description: 'These deliveries.' })
  ids?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'About this incident, by themselves; what told of it together with others is in their `groupedInto`.',
  })
  incidentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'To a contact of this person.' })
  personId?: string | null;

  @Field(() => [ID], { nullable: true })
  channelIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Kinds of channels, such as webhook.' })
  channelKinds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'What they tell, as `event` of Delivery.' })
  events?: string[] | null;

  @Field(() => [DeliveryStatus], { nullable: true })
  statuses?: DeliveryStatus[] | null;

  @Field(() => [String], { nullable: true, description: 'How they ended, as `outcome` of Delivery.' })
  outcomes?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Decided at this moment or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Decided before this moment.' })
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'A run of characters of what was sent, of the incident’s title or of the text of a note, whatever their case.',
  })
  search?: string | null;
}

/** The filter as conditions on the table `delivery`. BAD_USER_INPUT for lists and texts that are too long. */
export function deliveryConditions(filter: DeliveryFilter): Prisma.Sql[] {
  const { ids, incidentId, personId, channelIds, channelKinds, events, statuses, outcomes, from, until } = filter;
  const search = filter.search?.trim() ?? '';
  for (const list of [ids, channelIds, channelKinds, events, outcomes]) {
    if (list && list.length > most) throw new AppError('BAD_USER_INPUT', `A filter takes at most ${most} values of one kind.`);
  }
  if (search.length > most) throw new AppError('BAD_USER_INPUT', `"search" takes at most ${most} characters.`);
  return [
    ids && idIn(Prisma.sql`id`, ids),
    incidentId != null && idIn(Prisma.sql`incident_id`, [incidentId]),
    personId != null && idIn(Prisma.sql`person_id`, [personId]),
    channelIds && idIn(Prisma.sql`channel_id`, channelIds),
    channelKinds &&
      Prisma.sql`channel_id IN (SELECT c.id FROM channel c WHERE c.tenant_id = delivery.tenant_id AND c.kind = ANY(${channelKinds}::text[]))`,
    events && Prisma.sql`event = ANY(${events}::text[])`,
    statuses && statusIn(statuses),
    outcomes && Prisma.sql`outcome = ANY(${outcomes}::text[])`,
    from && Prisma.sql`created_at >= ${from}`,
    until && Prisma.sql`created_at < ${until}`,
    search !== '' && contains(search),
  ].filter((condition) => condition instanceof Prisma.Sql);
}

/** Read row by row along the index of the time, so that the search ends with its page: there are no words to index in so little text. */
function contains(search: string): Prisma.Sql {
  const texts = Prisma.sql`concat_ws(E'\n', sent->>'subject', sent->>'text', '#' || (body->>'number') || ' ' || (body->>'title'), details->>'text')`;
  return Prisma.sql`position(lower(${search}) IN lower(${texts})) > 0`;
}

/** What is no id matches nothing. A single value is said as one: only then is an index that begins with it in the order of the time. */
function idIn(column: Prisma.Sql, ids: readonly string[]): Prisma.Sql {
  const known = ids.filter((id) => z.uuid().safeParse(id).success);
  return known.length === 1 ? Prisma.sql`${column} = ${known[0]}::uuid` : Prisma.sql`${column} = ANY(${known}::uuid[])`;
}

function statusIn(statuses: readonly DeliveryStatus[]): Prisma.Sql {
  const [first, ...others] = statuses;
  if (first !== undefined && others.length === 0) return Prisma.sql`status = ${first}::"DeliveryStatus"`;
  return Prisma.sql`status = ANY(${[...statuses]}::text[]::"DeliveryStatus"[])`;
}
