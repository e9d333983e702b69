import { JsonScalar } from '#kit/schema';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IntegrationSource } from '../enums.ts';
import { MappingPreviewType } from './mapping.type.ts';
import { previewMapping } from './previewMapping.ts';

@Resolver(() => MappingPreviewType)
export class MappingResolver {
  @Query(() => MappingPreviewType, {
    description: 'Tries the mapping of some settings on a body, and stores nothing. Without a mapping the usual way is tried.',
  })
  previewMapping(
    @Arg('source', () => IntegrationSource) source: IntegrationSource,
    @Arg('settings', () => JsonScalar, { nullable: true }) settings: unknown,
    @Arg('body', () => String, { description: 'JSON, as a sender would send it.' }) body: string,
    @Ctx() { caller, platform }: IncidentsContext,
  ): MappingPreviewType {
    return previewMapping(platform.clock, caller, source, settings, body);
  }
}
