import { requirePermission } from '#kit/caller';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { readFlapPolicy } from './readFlapPolicy.ts';
import { updateFlapPolicy } from './updateFlapPolicy.ts';

@ObjectType('FlapPolicy', { description: 'When an alert is taken for one that flaps: its incident then does not follow each of its changes.' })
class FlapPolicyType {
  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => Int, { description: 'So many changes of its state within the window.' })
  changes!: number;

  @Field(() => Int, { description: 'Also how long it has to be calm until it is believed again.' })
  windowMinutes!: number;
}

@InputType('FlapPolicyInput')
class FlapPolicyInput {
  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => Int, { description: '3 to 50.' })
  changes!: number;

  @Field(() => Int, { description: 'Up to a day.' })
  windowMinutes!: number;
}

@Resolver()
export class FlapPolicyResolver {
  @Query(() => FlapPolicyType, {
    description: 'When an alert is taken for one that flaps; 6 changes in 30 minutes unless the tenant says otherwise.',
  })
  flapPolicy(@Ctx() { caller, db }: IncidentsContext): Promise<FlapPolicyType> {
    requirePermission(caller, 'enrichment:read');
    return readFlapPolicy(db);
  }

  @Mutation(() => FlapPolicyType, { description: 'Sets all of it. Switched off, alerts that are held are believed again within seconds.' })
  updateFlapPolicy(
    @Arg('input', () => FlapPolicyInput) { enabled, changes, windowMinutes }: FlapPolicyInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<FlapPolicyType> {
    return updateFlapPolicy(platform, caller, { enabled, changes, windowMinutes });
  }
}
