import { AppError } from '#kit/errors';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { type ChainDraft, chainDraft, type ChainDraftInput, type Step } from './chainDraft.ts';

/** A chain that makes sense, with an id at every step. BAD_USER_INPUT says what is wrong with which step. Pure. */
export function requireChain(input: ChainDraftInput): ChainDraft {
  const parsed = chainDraft.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { steps, importantSteps } = parsed.data;
  for (const [list, its] of Object.entries({ steps, importantSteps })) {
    for (const [index, step] of its.entries()) {
      const wrong = explainStep(step, its);
      if (wrong !== null) throw new AppError('BAD_USER_INPUT', `${list}.${index}: ${wrong}`);
    }
  }
  const ids = [...steps, ...importantSteps].flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) throw new AppError('BAD_USER_INPUT', 'Two steps have the same id.');
  const named = <Its extends Step>(its: Its[]): Its[] => its.map((step) => ({ ...step, id: step.id ?? uuidv7() }));
  return { ...parsed.data, steps: named(steps), importantSteps: named(importantSteps) };
}

/** Why a step makes no sense among the others; null when it does. */
function explainStep(step: Step, its: readonly Step[]): string | null {
  switch (step.kind) {
    case 'repeat':
      return its.some(({ kind }) => kind === 'wait') ? null : 'A chain that begins again needs a wait, or everything would happen at once.';
    case 'roundRobin':
      return step.personIds.length > 0 === (step.teamId !== null) ? 'Give either the people or the team who take turns.' : null;
    case 'wait':
    case 'persons':
    case 'team':
    case 'onCall':
    case 'channel':
    case 'everyChannel':
    case 'playbook':
    case 'resolve':
      return null;
    default:
      return step satisfies never;
  }
}

/** What a chain names is there: NOT_FOUND says what is not. Playbooks are automation's, which leaves out one that is not there. */
export async function requireNamed(db: NotifyDb, { directory }: NotifyPlatform, { steps, importantSteps }: ChainDraft): Promise<void> {
  const all = [...steps, ...importantSteps];
  const channelIds = [...new Set(all.flatMap((step) => (step.kind === 'channel' ? step.channelId : [])))];
  const scheduleIds = [...new Set(all.flatMap((step) => (step.kind === 'onCall' ? step.scheduleId : [])))];
  const personIds = [...new Set(all.flatMap((step) => (step.kind === 'persons' || step.kind === 'roundRobin' ? step.personIds : [])))];
  const teamIds = [...new Set(all.flatMap((step) => (step.kind === 'team' || step.kind === 'roundRobin' ? (step.teamId ?? []) : [])))];
  const found = {
    channel: [channelIds, await db.channel.findMany({ where: { id: { in: channelIds }, archivedAt: null }, select: { id: true } })],
    schedule: [scheduleIds, await db.schedule.findMany({ where: { id: { in: scheduleIds } }, select: { id: true } })],
    person: [personIds, await directory.people(db, personIds)],
    team: [teamIds, await directory.teams(db, teamIds)],
  } as const;
  for (const [what, [ids, rows]] of Object.entries(found)) {
    const unknown = ids.find((id) => !rows.some((row) => row.id === id));
    if (unknown !== undefined) throw new AppError('NOT_FOUND', `There is no ${what} with the id ${unknown}.`);
  }
}
