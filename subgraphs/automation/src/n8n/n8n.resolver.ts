import { AppError } from '#kit/errors';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { N8nConnection } from '#prisma/generated/client';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { AutomationContext } from '../context.ts';
import { isUuid, readNamedPage } from '../named.ts';
import { listWorkflows, type Workflow } from './listWorkflows.ts';
import { N8nConnectionConnection, N8nConnectionInputType, N8nConnectionType, N8nWorkflowType } from './n8n.type.ts';
import { deleteN8nConnection, saveN8nConnection } from './saveN8nConnection.ts';

@Resolver(() => N8nConnectionType)
export class N8nResolver {
  @Query(() => N8nConnectionConnection, { description: 'The n8n servers, by name. Needs playbooks:read.' })
  n8nConnections(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<N8nConnection>> {
    requirePermission(caller, 'playbooks:read');
    return readNamedPage(
      { first, after },
      ({ after, orderBy, take }) => db.n8nConnection.findMany({ where: after, orderBy, take }),
      (take) => db.n8nConnection.count({ take }),
    );
  }

  @Query(() => [N8nWorkflowType], {
    description:
      'The workflows of an n8n, asked of it now. NOT_FOUND, UNAVAILABLE when it does not answer, BAD_USER_INPUT when it refuses. Needs playbooks:manage.',
  })
  async n8nWorkflows(@Arg('connectionId', () => ID) connectionId: string, @Ctx() { caller, platform }: AutomationContext): Promise<Workflow[]> {
    requirePermission(caller, 'playbooks:manage');
    // Read in a transaction of its own: nothing is held while the other side takes its time.
    const connection = isUuid(connectionId)
      ? await platform.database.inTenant(caller.tenantId, (db) => db.n8nConnection.findFirst({ where: { id: connectionId } }))
      : null;
    if (!connection) throw new AppError('NOT_FOUND', `There is no n8n ${connectionId}.`);
    return listWorkflows(platform, connection);
  }

  @Mutation(() => N8nConnectionType, {
    description:
      'Keeps an n8n. BAD_USER_INPUT names the field, TARGET_REFUSED an address that is not public, NOT_FOUND, CONFLICT a name that is taken. Needs n8n:manage.',
  })
  saveN8nConnection(
    @Arg('input', () => N8nConnectionInputType) input: N8nConnectionInputType,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<N8nConnection> {
    requirePermission(caller, 'n8n:manage');
    return saveN8nConnection(platform, caller, { ...input });
  }

  @Mutation(() => ID, { description: 'Forgets an n8n. NOT_FOUND. Needs n8n:manage.' })
  async deleteN8nConnection(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: AutomationContext): Promise<string> {
    requirePermission(caller, 'n8n:manage');
    await deleteN8nConnection(platform, caller, id);
    return id;
  }
}
