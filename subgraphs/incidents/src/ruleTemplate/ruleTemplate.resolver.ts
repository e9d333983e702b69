import { requirePermission } from '#kit/caller';
import { JsonScalar } from '#kit/schema';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import type { RuleTemplate } from './template.ts';
import { RuleTemplateType } from './ruleTemplate.type.ts';
import { parameterSchema, ruleTemplates } from './ruleTemplates.ts';

@Resolver(() => RuleTemplateType)
export class RuleTemplateResolver {
  @Query(() => [RuleTemplateType], { description: 'The templates that the platform brings.' })
  ruleTemplates(@Ctx() { caller }: IncidentsContext): readonly RuleTemplate[] {
    requirePermission(caller, 'rules:read');
    return ruleTemplates;
  }

  @FieldResolver(() => JsonScalar)
  parameters(@Root() template: RuleTemplate): object {
    return parameterSchema(template);
  }
}
