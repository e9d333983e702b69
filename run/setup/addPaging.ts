import { AppError } from '#kit/errors';
import type { Caller } from '#kit/caller';
import type { Actor } from '#kit/transact';
import { saveChain } from '#notify/escalation/saveChain';
import type { ChainDraftInput } from '#notify/escalation/chainDraft';
import type { PolicyDraftInput } from '#notify/policy/policyDraft';
import { savePolicy } from '#notify/policy/savePolicy';
import { saveSchedule } from '#notify/schedule/saveSchedule';
import { saveTemplate } from '#notify/template/saveTemplate';
import { randomUUID } from 'node:crypto';
import type { FullPlatform } from '../parts.ts';
import type { PolicySetup, Setup, StepSetup } from './setupFile.ts';

type Paging = NonNullable<Setup['paging']>;

/** Ids by the names that the file uses. */
type Ids = Record<'person' | 'team' | 'channel' | 'schedule' | 'chain', ReadonlyMap<string, string>>;

/**
 * Who is told of what, as a file says: schedules and chains that are not there by name, and a policy and templates where there are none. What people changed since is left alone. NOT_FOUND for
 * a name that nobody has.
 */
export async function addPaging(platform: FullPlatform, actor: Actor, { schedules, chains, policy, templates }: Paging): Promise<void> {
  const known = (): Promise<Ids> => readIds(platform, actor.tenantId);
  for (const { layers, team, ...schedule } of schedules) {
    const ids = await known();
    if (ids.schedule.has(schedule.name)) continue;
    const turned = layers.map(({ turns, ...layer }) => ({
      ...{ id: randomUUID(), kind: 'ROTATION' as const, ...layer },
      turns: turns.map((turn) => turn.map((name) => idOf(ids, 'person', name))),
    }));
    await saveSchedule(platform, actor, null, { ...schedule, layers: turned, teamId: team === undefined ? null : idOf(ids, 'team', team) });
  }
  for (const { steps, importantSteps, ...chain } of chains) {
    const ids = await known();
    if (ids.chain.has(chain.name)) continue;
    const named = { ...chain, steps: steps.map((step) => stepOf(ids, step)), importantSteps: importantSteps.map((step) => stepOf(ids, step)) };
    await saveChain(platform, actor, { id: null, chain: named as ChainDraftInput, expectedVersion: 0 });
  }
  const isThere = await platform.database.inTenant(actor.tenantId, async (db) => ({
    policy: (await db.policyVersion.count()) > 0,
    templates: (await db.noticeTemplate.count()) > 0,
  }));
  if (policy && !isThere.policy) {
    await savePolicy(platform, actor, { tree: nodeOf(await known(), policy), expectedVersion: 0 });
  }
  if (isThere.templates) return;
  const caller: Caller = { tenantId: actor.tenantId, personId: null, teamIds: [], permissions: ['templates:manage'], scope: null, via: 'API_KEY' };
  for (const { event, channelKind, texts } of templates) {
    await saveTemplate(platform, caller, {
      ...{ place: 'TENANT', placeId: null, channelKind: channelKind ?? null, event, texts, expectedVersion: 0, note: null },
    });
  }
}

/** A step with ids for names. */
function stepOf(ids: Ids, { people, team, schedule, channel, ...step }: StepSetup): Record<string, unknown> {
  return {
    ...step,
    ...(people && { personIds: people.map((name) => idOf(ids, 'person', name)) }),
    ...(team !== undefined && { teamId: idOf(ids, 'team', team) }),
    ...(schedule !== undefined && { scheduleId: idOf(ids, 'schedule', schedule) }),
    ...(channel !== undefined && { channelId: idOf(ids, 'channel', channel) }),
  };
}

function nodeOf(ids: Ids, { chain, ownerTeams, children, ...node }: PolicySetup): PolicyDraftInput {
  return {
    ...node,
    ...(chain !== undefined && { tells: 'CHAIN', chainId: idOf(ids, 'chain', chain) }),
    ownerTeamIds: ownerTeams.map((name) => idOf(ids, 'team', name)),
    children: children.map((child) => nodeOf(ids, child)),
  };
}

function idOf(ids: Ids, kind: keyof Ids, name: string): string {
  const id = ids[kind].get(name);
  if (id === undefined) throw new AppError('NOT_FOUND', `The set-up file names the ${kind} "${name}", which is not there.`);
  return id;
}

function readIds({ database }: FullPlatform, tenantId: string): Promise<Ids> {
  return database.inTenant(tenantId, async (db) => {
    const select = { id: true, name: true } as const;
    const byName = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [name, id]));
    return {
      person: byName(await db.person.findMany({ select })),
      team: byName(await db.team.findMany({ select })),
      channel: byName(await db.channel.findMany({ where: { archivedAt: null }, select })),
      schedule: byName(await db.schedule.findMany({ select })),
      chain: byName(await db.escalationChain.findMany({ select })),
    };
  });
}
