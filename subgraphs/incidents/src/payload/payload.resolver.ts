import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Page } from '#kit/page';
import type { Integration } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IntegrationType } from '../integration/integration.type.ts';
import { readChildren } from '../readChildren.ts';
import { DecisionCount, PayloadConnection, PayloadOutcome, PayloadType } from './payload.type.ts';
import { type PayloadEntry, payloadIdOf, placeOf } from './payloadEntry.ts';
import { readBody } from './readBody.ts';
import { readEntries } from './readEntries.ts';

/** Most characters of a body that are shown at once; enough to see what is in it. */
const mostShown = 262_144;

@Resolver(() => IntegrationType)
export class IntegrationPayloadsResolver {
  @FieldResolver(() => PayloadConnection, {
    description: 'Its requests, newest first: those that were taken, and of those that were refused a part.',
  })
  payloads(
    @Root() { id }: Integration,
    @Arg('outcome', () => PayloadOutcome, { nullable: true, description: 'Only those of this outcome.' }) outcome: PayloadOutcome | null,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<PayloadEntry>> {
    return readChildren(loaders.payloads[outcome ?? 'ALL'], id, { first, after });
  }
}

@Resolver(() => PayloadType)
export class PayloadResolver {
  @Query(() => PayloadType, { nullable: true, description: 'One request of an integration; null for an id that is not known here.' })
  async payload(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: IncidentsContext): Promise<PayloadEntry | null> {
    requirePermission(caller, 'integrations:read');
    const place = placeOf(id);
    const [entry] = place ? await readEntries(db, [place]) : [];
    return entry ?? null;
  }

  @FieldResolver(() => ID)
  id(@Root() entry: PayloadEntry): string {
    return payloadIdOf(entry);
  }

  @FieldResolver(() => [DecisionCount], { description: 'What was decided on its alerts; nothing for what was refused.' })
  decisions(@Root() entry: PayloadEntry, @Ctx() { loaders }: IncidentsContext): Promise<DecisionCount[]> {
    return loaders.decisionsOfPayload.load(entry);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `Its body, cut after mostCharacters (65536 unless said otherwise, ${mostShown} at most); null where it was only counted. Needs integrations:inspect: bodies hold whatever senders write.`,
  })
  body(
    @Root() entry: PayloadEntry,
    @Arg('mostCharacters', () => Int, { defaultValue: 65_536 }) mostCharacters: number,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<string | null> {
    requirePermission(caller, 'integrations:inspect');
    if (mostCharacters < 1 || mostCharacters > mostShown)
      throw new AppError('BAD_USER_INPUT', `"mostCharacters" must be between 1 and ${mostShown}.`);
    return readBody(db, entry, mostCharacters);
  }
}
