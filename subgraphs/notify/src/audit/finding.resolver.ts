import { requirePermission } from '#kit/caller';
import { beyond, type Page, readPage, timePosition, type TimePosition } from '#kit/page';
import type { AuditFinding } from '#prisma/generated/client';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { NotifyContext } from '../context.ts';
import { AuditFindingConnection } from './finding.type.ts';

@Resolver()
export class AuditFindingResolver {
  @Query(() => AuditFindingConnection, { description: 'What the auditor of notices found, newest first. Needs audit:inspect.' })
  auditFindings(
    @Arg('open', () => Boolean, { nullable: true, description: 'Only what is still so, or only what has ended; both by default.' })
    open: boolean | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<AuditFinding>> {
    requirePermission(caller, 'audit:inspect');
    const where = open == null ? {} : { endedAt: open ? null : { not: null } };
    return readPage<AuditFinding, TimePosition>(
      { first, after },
      {
        position: ({ foundAt, id }) => [foundAt.toISOString(), id],
        shape: timePosition,
        read: ({ after, take }) =>
          db.auditFinding.findMany({
            where: { AND: [where, beyond('foundAt', after, 'desc')] },
            orderBy: [{ foundAt: 'desc' }, { id: 'desc' }],
            take,
          }),
        count: (limit) => db.auditFinding.count({ where, take: limit }),
      },
    );
  }
}
