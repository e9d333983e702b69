import type { AlertEvent } from '#prisma/generated/client';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';
import { AlertEventType } from './alert.type.ts';

@Resolver(() => AlertEventType)
export class AlertEventResolver {
  @FieldResolver(() => DecisionType)
  decision(@Root() { reason, facts }: AlertEvent): DecisionType {
    return { reason, facts };
  }
}
