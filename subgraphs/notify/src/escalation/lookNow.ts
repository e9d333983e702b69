import { AppError } from '#kit/errors';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { placeOf } from '../channel/placeOf.ts';
import { type Paged, readPaged } from '../page/readPaged.ts';
import { whoIsOnCall } from '../schedule/whoIsOnCall.ts';
import type { Look } from './targetsOf.ts';

/** What the steps of a transaction look up, read once for all of them. */
export type Looks = {
  /** The present as a step of this chain sees it: whose turn it is at a round-robin step moves on by asking. */
  of(chainId: string | null): Look;
  paged(personIds: readonly string[]): Promise<Paged>;
};

/** The present, for steps that are being done. */
export function lookNow({ db, now }: NotifyUnit, platform: NotifyPlatform): Looks {
  const present = lookLater(db, platform, null, now);
  const once = {
    people: remember(present.people),
    members: remember(present.members),
    onCall: remember(present.onCall),
    channels: remember(present.channels),
  };
  return {
    paged: remember((personIds) => readPaged(db, platform, personIds, now)),
    of: (chainId) => ({
      ...{ ...present, ...once },
      turn: (stepId) => takeTurn(db, chainId, stepId),
    }),
  };
}

/** The same question is asked once. */
function remember<Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>): (...args: Args) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...args) => {
    const question = JSON.stringify(args);
    const answer = answers.get(question) ?? ask(...args);
    answers.set(question, answer);
    return answer;
  };
}

async function takeTurn(db: NotifyDb, chainId: string | null, stepId: string): Promise<number> {
  if (chainId === null) return 0;
  const [row] = await db.$queryRaw<{ turn: number }[]>`
    INSERT INTO round_robin (chain_id, step_id, turn) VALUES (${chainId}::uuid, ${stepId}::uuid, 1)
    ON CONFLICT (tenant_id, chain_id, step_id) DO UPDATE SET turn = (round_robin.turn + 1) % 1000000 RETURNING turn`;
  return (row?.turn ?? 1) - 1;
}

/** Another moment, by what is known now, for a trial: no turn moves on. */
export function lookLater(db: NotifyDb, { directory }: NotifyPlatform, chainId: string | null, at: Date): Look {
  return {
    at,
    people: (ids) => directory.people(db, ids),
    members: (teamId) => directory.members(db, teamId),
    onCall: async (scheduleId) => {
      try {
        return await whoIsOnCall(db, scheduleId, at);
      } catch (error) {
        // A chain that runs may name a schedule that was deleted since: the step tells nobody, and the run goes on.
        if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
        throw error;
      }
    },
    turn: async (stepId) => (chainId === null ? 0 : ((await db.roundRobin.findFirst({ where: { chainId, stepId } }))?.turn ?? 0)),
    async channels() {
      const enabled = await db.channel.findMany({ where: { enabled: true, archivedAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
      return enabled.filter((channel) => placeOf(channel) !== null).map(({ id, name }) => ({ id, name }));
    },
  };
}
