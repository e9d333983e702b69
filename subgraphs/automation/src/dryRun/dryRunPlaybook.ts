import type { IncidentFacts } from '#contracts/events';
import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationPlatform, AutomationUnit } from '../context.ts';
import { buildScope } from '../engine/scope.ts';
import { checkPlaybook } from '../playbook/checkPlaybook.ts';
import { type PlaybookDefinition, playbookDefinition } from '../playbook/definition.ts';
import { askApproval, askPolicies, resourcesOf } from '../policy/askPolicies.ts';
import type { PolicyVerdict } from '../policy/judgePolicies.ts';
import { judgeTargets } from '../policy/judgeTargets.ts';
import { fillInputs } from '../run/fillInputs.ts';
import { readOccurrence } from '../trigger/readOccurrence.ts';
import { type DryStep, walkDry } from './walkDry.ts';

export type DryRunInput = {
  id?: string | null;
  definition?: unknown;
  inputs?: Record<string, Json> | null;
  incidentId?: string | null;
  /** A stored event that triggers were shown; its incident is taken where none is given. */
  eventId?: string | null;
};
export type DryRun = { steps: DryStep[]; decisions: PolicyVerdict[] };

/**
 * What a playbook would do, step by step, and what its policies would say; nothing is done and nothing is kept. BAD_USER_INPUT for a playbook or inputs that make no
 * sense, NOT_FOUND for a playbook, an incident or an event that the caller does not see. Needs playbooks:run.
 */
export async function dryRunPlaybook(platform: AutomationPlatform, caller: Caller, input: DryRunInput): Promise<DryRun> {
  requirePermission(caller, 'playbooks:run');
  const id = uuidv7();
  const { definition, scope, verdicts, resources, incident } = await transact(platform, caller, async (unit) => {
    const read = await readPlaybook(platform, unit, input);
    const { event, incident } = await readAs(unit.db, viewerOf(caller), () => readAbout(platform, unit, input));
    const filled = fillInputs(read.definition.inputs, input.inputs ?? {});
    if ('problems' in filled) throw new AppError('BAD_USER_INPUT', filled.problems.join('\n'));
    const scope = buildScope(
      {
        ...{ id, playbookName: read.definition.name, causeKind: 'person', causeLabel: 'dry run', inputs: filled.values },
        ...{ incident: incident, event: event as Prisma.JsonValue },
      },
      new Map(),
      read.definition,
      '',
    );
    const resources = resourcesOf(read.definition, scope, incident);
    const run = { id, playbookId: read.playbookId ?? id, resources, incidentId: incident?.id ?? null, createdAt: unit.now };
    const approval = askApproval(read.definition.policies, scope).verdict;
    const verdicts = [...(await askPolicies(unit, read.definition, run)), ...(approval ? [approval] : [])];
    return { ...read, scope, verdicts, resources, incident };
  });
  const most = definition.policies.mostTargets;
  const targets =
    most === undefined
      ? []
      : [await judgeTargets(platform.lineage, { tenantId: caller.tenantId, incidentId: incident?.id ?? null, resources, most })];
  const steps = await walkDry(platform, definition, scope, { tenantId: caller.tenantId, runId: id });
  return { steps, decisions: [...verdicts, ...targets] };
}

async function readPlaybook(
  { outbound }: AutomationPlatform,
  { db }: AutomationUnit,
  { id, definition: given }: DryRunInput,
): Promise<{ definition: PlaybookDefinition; playbookId: string | null }> {
  if (((id ?? null) === null) === ((given ?? null) === null)) throw new AppError('BAD_USER_INPUT', 'Send either "id" or "definition".');
  if (id) {
    const playbook = await db.playbook.findFirst({ where: { id, archivedAt: null } });
    if (!playbook) throw new AppError('NOT_FOUND', `There is no playbook ${id}.`);
    return { definition: playbookDefinition.parse(playbook.definition), playbookId: id };
  }
  const { definition, problems } = await checkPlaybook({ definition: given }, { outbound, db });
  if (!definition) throw new AppError('BAD_USER_INPUT', problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return { definition, playbookId: null };
}

async function readAbout(
  { incidents }: AutomationPlatform,
  { db }: AutomationUnit,
  { incidentId, eventId }: DryRunInput,
): Promise<{ event: { name: string; payload: unknown } | null; incident: IncidentFacts | null }> {
  const stored = eventId ? await readOccurrence(db, eventId) : null;
  if (eventId && !stored) throw new AppError('NOT_FOUND', `There is no event ${eventId}.`);
  const event = stored && { name: stored.name, payload: stored.payload };
  if (!incidentId) return { event, incident: stored?.incident ?? null };
  const [state] = await incidents.read(db, [incidentId]);
  if (!state) throw new AppError('NOT_FOUND', `There is no incident ${incidentId}.`);
  return { event, incident: state.facts };
}
