import type { IncidentFacts } from '#contracts/events';
import { AppError } from '#kit/errors';
import type { Prisma, Run } from '#prisma/generated/client';
import type { AutomationUnit } from '../context.ts';
import type { RunApproval } from '../engine/plan/planRun.ts';
import { evaluateIn, type Scope } from '../engine/scope.ts';
import type { PlaybookDefinition } from '../playbook/definition.ts';
import { judgePolicies, type PolicyVerdict } from './judgePolicies.ts';

/** A run as its policies see it. */
export type PolicyRun = Pick<Run, 'id' | 'playbookId' | 'resources' | 'incidentId' | 'createdAt'>;

/** Asks the policies that look at other runs. They are asked one after the other for a playbook, so that two runs cannot both be the last that may. */
export async function askPolicies({ db, now }: AutomationUnit, definition: PlaybookDefinition, run: PolicyRun): Promise<PolicyVerdict[]> {
  const { policies } = definition;
  const { concurrency, rate, cooldownMinutes } = policies;
  const { id, playbookId, createdAt } = run;
  if (concurrency || rate || cooldownMinutes !== undefined) await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${playbookId}, 0))`;
  const others: Prisma.RunWhereInput = { playbookId, id: { not: id } };
  const same = sameSubject(run);
  const going = concurrency
    ? await db.run.count({
        where: {
          AND: [others, concurrency.per === 'resource' ? same : {}],
          finishedAt: null,
          // Who waits already goes first.
          OR: [{ startedAt: { not: null } }, { createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }],
        },
      })
    : 0;
  const startedLately = rate ? await db.run.count({ where: { ...others, createdAt: { gte: minutesBefore(now, rate.minutes), lte: createdAt } } }) : 0;
  const last =
    cooldownMinutes === undefined
      ? null
      : await db.run.findFirst({
          where: { AND: [others, same], finishedAt: { gte: minutesBefore(now, cooldownMinutes) } },
          orderBy: { finishedAt: 'desc' },
          select: { finishedAt: true },
        });
  return judgePolicies(policies, { now, resources: run.resources, going, startedLately, lastEndedAt: last?.finishedAt ?? null });
}

/** Runs for one of the same resources; for the same incident where none is known. */
function sameSubject({ resources, incidentId }: PolicyRun): Prisma.RunWhereInput {
  return resources.length > 0 ? { resources: { hasSome: resources } } : { incidentId };
}

const minutesBefore = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

/** Whether people must agree first, by the first rule that holds. A rule that cannot be read asks them: what is broken must not start anything. Pure. */
export function askApproval(
  { approvals }: PlaybookDefinition['policies'],
  scope: Scope,
): { approval: RunApproval | null; verdict: PolicyVerdict | null } {
  if (approvals.length === 0) return { approval: null, verdict: null };
  for (const { when, count, teams, expiresMinutes } of approvals) {
    const { holds, problem } = tryRule(when, scope);
    if (!holds && problem === null) continue;
    const facts = { rule: when, count, teams, expiresMinutes, ...(problem !== null && { problem }) };
    const reason = problem === null ? 'approval_needed' : 'approval_rule_unreadable';
    return { approval: { count, teams, expiresMinutes, rule: when }, verdict: { policy: 'approval', verdict: 'held', reason, facts } };
  }
  return { approval: null, verdict: { policy: 'approval', verdict: 'passed', reason: 'no_approval_needed', facts: { rules: approvals.length } } };
}

function tryRule(when: string, scope: Scope): { holds: boolean; problem: string | null } {
  try {
    return { holds: evaluateIn(scope, when) === true, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { holds: false, problem: error.message };
  }
}

/**
 * Names of what a run acts on: what the playbook's own expression gives; else the instance that the incident's labels name, without its port. Throws BAD_USER_INPUT
 * where the expression has no value or gives no names.
 */
export function resourcesOf(definition: PlaybookDefinition, scope: Scope, incident: IncidentFacts | null): string[] {
  if (definition.resources === undefined) {
    const { instance } = incident?.labels ?? {};
    return instance === undefined || instance === '' ? [] : [instance.replace(/:\d+$/, '')];
  }
  const value = evaluateIn(scope, definition.resources);
  const names = Array.isArray(value) ? value : [value];
  if (!names.every((name) => typeof name === 'string')) throw new AppError('BAD_USER_INPUT', 'The expression "resources" does not give names.');
  return [...new Set(names.filter((name) => name !== ''))];
}
