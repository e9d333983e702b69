import type { LineageDirection as Direction } from '#graph/lineage';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { ResourcesContext } from '../context.ts';
import { Lineage, LineageDirection, LineageRoot } from './lineage.type.ts';
import { readLineage } from './readLineage.ts';

@Resolver()
export class LineageResolver {
  @Query(() => Lineage, {
    description:
      'What led to something and what came of it: rules, metrics, resources, alerts, incidents and the answers to them. Needs lineage:read.',
  })
  lineage(
    @Ctx() { caller, db, lineage }: ResourcesContext,
    @Arg('root', () => LineageRoot, { description: 'Where the walk starts.' }) root: LineageRoot,
    @Arg('direction', () => LineageDirection, { defaultValue: 'BOTH', description: 'Which way to walk.' }) direction: Direction,
    @Arg('depth', () => Int, { defaultValue: 3, description: 'Edges to walk from the root at most, 1 to 10.' }) depth: number,
  ): Promise<Lineage> {
    return readLineage({ lineage, db }, caller, root, direction, depth);
  }
}
